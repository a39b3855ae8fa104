/** The screens of a visit are fetched when they are wanted; the worker has them on the phone already. */

import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Model } from "./model";
import { Note, Screen } from "./shape";

interface Steps {
  model: Model;
  step: number;
  replaces?: string;
}

export function VisitLater(steps: Steps) {
  const [Steps, setSteps] = useState<FunctionComponent<Steps>>();
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    import("./visit").then(
      (found) => setSteps(() => found.default),
      () => setLost(true),
    );
  }, []);
  if (Steps) return <Steps {...steps} />;
  return (
    <Screen title="Lượt hỗ trợ" back="">
      {isLost && <Note icon="warn">Máy chưa tải xong phần này. Cần có sóng một lần.</Note>}
    </Screen>
  );
}
