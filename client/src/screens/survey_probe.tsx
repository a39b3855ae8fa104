/** "Đo thử": only when somebody asks for it, who has read what it costs, and over a network that is named. */

import { useState } from "preact/hooks";
import { probe, PROBE_KB, tellProbe } from "../probing";
import type { Operator, Survey } from "../surveys";
import { isOnWifi, type Model } from "./model";
import { Button, Choices, Fact, Note } from "./shape";

interface Asked {
  model: Model;
  survey: Survey;
  operators: Operator[];
  onProbe: (found: Survey["probe"]) => void;
}

export function SurveyProbe({ model, survey, operators, onProbe }: Asked) {
  const [step, setStep] = useState<"" | "asked" | "busy" | "lost">("");
  const heard = operators.filter(({ code }) => Number(survey.levels[code]) > 0);
  if (!heard.length) return null;

  async function run(operator: string): Promise<void> {
    setStep("busy");
    const found = await probe(model.phone);
    setStep(found ? "" : "lost");
    if (found) onProbe({ operator, ...found });
  }

  if (step === "busy") return <Note icon="clock">Đang đo thử. Đứng yên một chỗ…</Note>;
  if (step === "asked" && isOnWifi()) return <Note icon="warn">Máy đang dùng Wi-Fi. Tắt Wi-Fi rồi đo.</Note>;
  if (step === "asked") {
    return (
      <section>
        <h2>Máy đang vào mạng bằng SIM nào?</h2>
        <Choices
          look="two"
          chosen={[]}
          onChoose={(code) => void run(code)}
          choices={heard.map(({ code, name }) => ({ value: code, name, icon: "sim" }))}
        />
      </section>
    );
  }
  const named = operators.find(({ code }) => code === survey.probe?.operator);
  return (
    <>
      <div class="facts">
        {survey.probe && <Fact name={`Đo thử ${named?.name ?? ""}`} value={tellProbe(survey.probe)} />}
      </div>
      {step === "lost" && <Note icon="warn">Chưa tới được xã. Có mạng thì đo lại, hoặc bỏ qua.</Note>}
      <Button icon="wave" onPress={() => setStep("asked")}>
        {survey.probe ? "Đo thử lại" : "Đo thử tốc độ"} (tốn {PROBE_KB} kB)
      </Button>
    </>
  );
}
