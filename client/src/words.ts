/** The words of the contract for the true state of an item: one set, everywhere. */

import { type Entry, type FileNote, isCarriedOut } from "./records";
import type { Trouble } from "./troubles";

export interface Words {
  word: string;
  /** The second line: why it waits, or what was wrong. */
  why: string;
}

export const ON_THE_PHONE = "trên máy";
const RECEIVED = "xã đã nhận";
const COMPLETE = "xã đã nhận đủ";
const AT_THE_PROVINCE = "tỉnh đã nhận";
const WAITS_FOR_PERSON = "chờ xã xem";

const WHY: { [code: string]: string } = {
  va_cham: "khác với số liệu ở xã, chờ xã xem",
  chua_biet: "xã chưa có bản phần mềm mới, sẽ làm sau",
  cho_lenh_truoc: "chờ mục trước đó",
  cho_duyet: "chờ cán bộ duyệt",
  dang_chay: "đang ghi vào sổ",
  xa_loi: "phần mềm ở xã gặp lỗi, sẽ làm lại",
  khong_quyen: "không có quyền làm việc này ở nơi này",
  sai_du_lieu: "dữ liệu chưa đúng",
  phien_ban_cu: "bản phần mềm trên máy quá cũ",
};

const TROUBLES: { [trouble in Trouble]: string } = {
  mat_song: "Chưa có sóng. Mọi mục vẫn nằm trên máy.",
  khong_phai_xa: "Mạng này bắt đăng nhập hoặc không tới được xã. Mọi mục vẫn nằm trên máy.",
  may_la: "Xã không nhận ra máy này. Mang máy đến xã để ghi danh lại, đừng xóa ứng dụng.",
  ban: "Xã đang bận, máy sẽ tự gửi lại.",
  het_cho: "Máy chủ của xã hết chỗ chứa. Báo văn phòng xã, mọi mục vẫn nằm trên máy.",
  qua_lon: "Một mục quá lớn, xã không nhận được. Báo văn phòng xã.",
  hong: "Xã không đọc được một mục. Cập nhật ứng dụng rồi gửi lại.",
  khac_chuoi: "Sổ ghi của máy này khác với xã. Mang máy đến xã để ghi danh lại, đừng xóa ứng dụng.",
  ma_sai: "Mã ghi danh không đúng, đã dùng hoặc quá mười phút. Xin xã mã mới.",
  ket: "Gửi chưa được, máy sẽ tự gửi lại. Mọi mục vẫn nằm trên máy.",
};

/** `filesMissing`: attachments of it that the commune does not hold yet. */
export function nameState(
  { state, code, text }: Pick<Entry, "state" | "code" | "text">,
  filesMissing: number,
): Words {
  switch (state) {
    case "":
      return { word: ON_THE_PHONE, why: "" };
    case "tu_choi":
      return { word: `bị trả lại (${text || WHY[code] || "chưa rõ lý do"})`, why: "" };
    case "cho":
      return { word: withFiles(RECEIVED, filesMissing), why: WHY[code] ?? text };
    case "cach_ly":
      return { word: withFiles(RECEIVED, filesMissing), why: WAITS_FOR_PERSON };
    case "nhan":
      return { word: withFiles(RECEIVED, filesMissing), why: "" };
    case "ap_dung":
    case "tinh_nhan": {
      const whole = state === "ap_dung" ? COMPLETE : AT_THE_PROVINCE;
      return { word: filesMissing ? withFiles(RECEIVED, filesMissing) : whole, why: WHY[code] ?? "" };
    }
  }
}

/** `by`: the event that says so; until it is sent nobody at the commune knows. */
export function nameGivenUp(
  item: Pick<Entry, "state" | "code" | "text">,
  by: Pick<Entry, "state">,
  filesMissing: number,
): Words {
  if (isCarriedOut(item.state)) {
    return { word: nameState(item, filesMissing).word, why: "xã đã làm trước khi bạn bỏ" };
  }
  if (by.state === "") return { word: "đã bỏ, chưa gửi", why: "" };
  return { word: RECEIVED, why: "đã bỏ, đang ghi vào sổ" };
}

/** Other people's items on a shared phone are counted, never shown. */
export function nameOthers(count: number): string {
  return `${count} mục của người khác`;
}

export function nameTrouble(trouble: Trouble): string {
  return TROUBLES[trouble];
}

export function countMissing(notes: Pick<FileNote, "state">[]): number {
  return notes.filter(({ state }) => state === "waiting" || state === "broken").length;
}

function withFiles(word: string, missing: number): string {
  return missing ? `${word} (còn ${missing} ảnh)` : word;
}
