/** Sound from the phone's own keeping: decoded here, for the page may play nothing that has no address of the commune. */

let stopNow: (() => void) | null = null;

export function stopPlaying(): void {
  stopNow?.();
}

/** Pressed while something plays, it stops. Throws for what this phone cannot read. */
export async function play(bytes: ArrayBuffer): Promise<void> {
  if (stopNow) return stopNow();
  const audio = new AudioContext();
  const source = audio.createBufferSource();
  stopNow = () => {
    stopNow = null;
    void audio.close();
  };
  try {
    source.buffer = await audio.decodeAudioData(bytes.slice(0));
  } catch (error) {
    stopNow?.();
    throw error;
  }
  source.onended = stopPlaying;
  source.connect(audio.destination);
  source.start();
}
