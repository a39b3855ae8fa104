import "fake-indexeddb/auto";
import { live, type Place } from "./day";

void live(JSON.parse(process.argv[2]!) as Place).then((said) =>
  process.stdout.write(JSON.stringify(said)),
);
