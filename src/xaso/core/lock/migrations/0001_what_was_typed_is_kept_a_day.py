import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import xaso.lib.ids
from xaso.core.postgres.operations import KeepToCommune


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_accounts_and_roles'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeptForm',
            fields=[
                ('id', models.UUIDField(default=xaso.lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kept_at', models.DateTimeField(verbose_name='giữ lúc')),
                ('content', models.BinaryField(verbose_name='nội dung đã mã hóa')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='của ai')),
            ],
            options={
                'verbose_name': 'biểu mẫu gõ dở',
                'indexes': [models.Index(fields=['account', '-kept_at'], name='kept_form_of_account'), models.Index(fields=['kept_at'], name='kept_form_age')],
            },
        ),
        KeepToCommune('KeptForm', by='account'),
    ]
