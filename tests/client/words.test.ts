import assert from "node:assert/strict";
import { test } from "node:test";
import { mustWarn } from "../../client/src/room";
import type { State } from "../../client/src/records";
import { countMissing, nameOthers, nameState, nameTrouble } from "../../client/src/words";

function say(state: State, code = "", text = "", missing = 0): string {
  const { word, why } = nameState({ state, code, text }, missing);
  return why ? `${word} / ${why}` : word;
}

test("each state has the one word of the contract", () => {
  assert.equal(say(""), "trên máy");
  assert.equal(say("", "", "", 3), "trên máy");
  assert.equal(say("nhan"), "xã đã nhận");
  assert.equal(say("ap_dung", "ok"), "xã đã nhận đủ");
  assert.equal(say("ap_dung", "", "", 2), "xã đã nhận (còn 2 ảnh)");
  assert.equal(say("ap_dung", "thieu_anh", "", 1), "xã đã nhận (còn 1 ảnh)");
  assert.equal(say("ap_dung", "va_cham"), "xã đã nhận đủ / khác với số liệu ở xã, chờ xã xem");
  assert.equal(say("tinh_nhan", "ok"), "tỉnh đã nhận");
  assert.equal(say("tinh_nhan", "ok", "", 2), "xã đã nhận (còn 2 ảnh)");
  assert.equal(say("cho", "chua_biet"), "xã đã nhận / xã chưa có bản phần mềm mới, sẽ làm sau");
  assert.equal(say("cho", "cho_lenh_truoc"), "xã đã nhận / chờ mục trước đó");
  assert.equal(say("cho", "cho_duyet"), "xã đã nhận / chờ cán bộ duyệt");
  assert.equal(say("cho", "ma_moi", "lời của xã"), "xã đã nhận / lời của xã");
  for (const code of ["khac_noi_dung", "trung_so", "sai_chuoi", "sai_chu_ky", "may_bi_khoa"]) {
    assert.equal(say("cach_ly", code), "xã đã nhận / chờ xã xem");
  }
  assert.equal(say("tu_choi", "khong_quyen"), "bị trả lại (không có quyền làm việc này ở nơi này)");
  assert.equal(say("tu_choi", "sai_du_lieu", "Thiếu tên."), "bị trả lại (Thiếu tên.)");
  assert.equal(say("tu_choi", "ma_moi"), "bị trả lại (chưa rõ lý do)");
});

test("no word says that something was sent", () => {
  const states: State[] = ["", "nhan", "ap_dung", "tinh_nhan", "cho", "cach_ly", "tu_choi"];
  assert.ok(states.every((state) => !say(state, "", "", 1).includes("đã gửi")));
});

test("a photo counts as missing until the commune holds it", () => {
  const notes = (["waiting", "received", "safe", "broken"] as const).map((state) => ({ state }));
  assert.equal(countMissing(notes), 2);
  assert.equal(nameOthers(3), "3 mục của người khác");
});

test("whatever stops the sending is told in words, with what to do", () => {
  const troubles = ["mat_song", "khong_phai_xa", "may_la", "ban", "het_cho", "qua_lon", "hong"] as const;
  for (const trouble of [...troubles, "khac_chuoi", "ket", "ma_sai"] as const) {
    assert.ok(/\.$/.test(nameTrouble(trouble)) && nameTrouble(trouble).length > 20);
  }
});

test("the browser may throw away, or is nearly full: the person is warned", () => {
  assert.equal(mustWarn({ used: 0.1, isPersistent: true }, 5), false);
  assert.equal(mustWarn({ used: 0.8, isPersistent: true }, 0), true);
  assert.equal(mustWarn({ used: 0.1, isPersistent: false }, 1), true);
  assert.equal(mustWarn({ used: 0.1, isPersistent: false }, 0), false);
});
