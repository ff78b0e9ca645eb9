import { Alert, Text, Typography } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, data } from "../app/api";
import { Refused, useProblem } from "../settings/parts";
import type { Language } from "./data";
import classes from "./knowledge.module.css";
import { useWords } from "./words";

/** Text as players read it. `html` comes from the server, which keeps only what is safe. Links lead to a tab of their own,
 * so that nothing that is being written is left by a stray click. */
export function Rendered({ html, lang }: { html: string; lang: string }) {
  return (
    <Typography
      className={classes.read}
      lang={lang}
      onClick={(event) => {
        const link = (event.target as HTMLElement).closest("a");
        if (!link?.href) return;
        event.preventDefault();
        window.open(link.href, "_blank", "noopener");
      }}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned by the server
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}

/** How the text reads, as it is being written. */
export function Preview({ brand, language, text }: { brand: string; language: Language; text: string }) {
  const t = useWords();
  const problemOf = useProblem();
  const [asked] = useDebouncedValue(text, 400);
  const { data: shown, error } = useQuery({
    queryKey: ["knowledge-preview", brand, language, asked],
    gcTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: () => data(api.POST("/api/v1/knowledge/preview", { body: { text: asked, language, brand } })),
  });
  if (error) return <Refused problem={problemOf(error)} />;
  return (
    <section aria-label={t("preview")}>
      {shown && shown.missing.length > 0 && (
        <Alert color="yellow" role="status" mb="sm">
          {t("missing", { names: shown.missing.join(", ") })}
        </Alert>
      )}
      {shown && shown.foreign.length > 0 && (
        <Alert color="yellow" role="status" mb="sm">
          {t("foreign", { names: shown.foreign.join(", ") })}
        </Alert>
      )}
      {text.trim() === "" ? (
        <Text size="sm" c="dimmed" className={classes.read}>
          {t("previewEmpty")}
        </Text>
      ) : (
        <Rendered html={shown?.html ?? ""} lang={language} />
      )}
    </section>
  );
}
