/** A drawing for each code; the commune's own codes have their words alone. */

const ICONS: { [code: string]: string } = {
  VNEID2: "person",
  DVCTT: "file",
  TKTT: "card",
  QR: "qr",
  HSSK: "heart",
  BHYT: "shield",
  CKS: "pencil",
  TMDT: "bag",
  PAKN: "talk",
  ANTOAN: "warn",
  KNANG: "phone",
  HOC: "book",
  KCB: "heart",
  ISPEED: "wave",
  SIM: "sim",
  XONG: "check",
  XONG_MOT_PHAN: "half",
  CHUA_XONG: "cross",
  HEN_LAI: "clock",
  CHUYEN: "give",
  TU_CHOI: "stop",
  VANG: "home",
  NHA: "home",
  NVH: "hall",
  TRU_SO: "flag",
  TRUONG: "book",
  CHO: "bag",
  DIEN_THOAI: "phone",
};

export function choiceOf({ code, label }: { code: string; label: string }) {
  return { value: code, name: label, icon: ICONS[code] };
}
