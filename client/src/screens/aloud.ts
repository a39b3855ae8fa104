/** Reads the question of the screen with the phone's own Vietnamese voice, which needs no line. */

export function findVoice(): SpeechSynthesisVoice | null {
  if (!("speechSynthesis" in window)) return null;
  const voices = speechSynthesis.getVoices();
  return voices.find(({ lang, localService }) => lang.startsWith("vi") && localService) ?? null;
}

/** Voices come late on most phones. */
export function whenVoicesCome(run: () => void): void {
  if ("speechSynthesis" in window) speechSynthesis.addEventListener("voiceschanged", run);
}

export function readAloud(said: string): void {
  const [voice, words] = [findVoice(), new SpeechSynthesisUtterance(said)];
  if (!voice) return;
  words.voice = voice;
  words.lang = voice.lang;
  speechSynthesis.cancel();
  speechSynthesis.speak(words);
}
