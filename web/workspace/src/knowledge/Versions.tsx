import { Drawer, Group, Radio, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, data } from "../app/api";
import { useTimes } from "../app/times";
import { Loading, Mark, usePhone } from "../settings/parts";
import { Changes } from "./Changes";
import { type Language, useBrandHere, type Version } from "./data";
import { Preview } from "./Rendered";
import { useWords } from "./words";

/** Every version of an article; what the chosen one says otherwise than the one before. */
export function Versions({
  article,
  language,
  onClose,
}: {
  article: string;
  language: Language;
  onClose: () => void;
}) {
  const t = useWords();
  const phone = usePhone();
  const { moment } = useTimes();
  const { data: versions, error } = useQuery({
    queryKey: ["knowledge", "versions", article],
    queryFn: () =>
      data(api.GET("/api/v1/knowledge/articles/{article}/versions", { params: { path: { article } } })),
  });
  const [chosen, choose] = useState<number>();
  const at = versions?.find(({ number }) => number === (chosen ?? versions[0]?.number));
  const before = versions?.find(({ number }) => at !== undefined && number < at.number);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={phone ? "100%" : 760}
      title={t("versions")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {!versions || !at ? (
        <Loading error={error} />
      ) : (
        <Stack>
          <Radio.Group
            aria-label={t("versions")}
            value={String(at.number)}
            onChange={(value) => choose(Number(value))}
          >
            <Stack gap="xs">
              {versions.map((version) => (
                <Radio.Card key={version.number} value={String(version.number)} p="xs" radius="md">
                  <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
                    <div>
                      <Text size="sm" fw={550}>
                        {t("versionOf", { number: version.number, at: moment(version.updated_at) })}
                      </Text>
                      <Text size="xs" c="dimmed">
                        {said(version, t)}
                      </Text>
                    </div>
                    {version.live ? (
                      <Mark color="green">{t("seenNow")}</Mark>
                    ) : (
                      <Mark>{t(`stage_${version.stage}`)}</Mark>
                    )}
                  </Group>
                </Radio.Card>
              ))}
            </Stack>
          </Radio.Group>
          {before ? (
            <Changes article={article} older={before.number} newer={at.number} revision={at.revision} />
          ) : (
            <FirstText version={at} language={language} />
          )}
        </Stack>
      )}
    </Drawer>
  );
}

function FirstText({ version, language }: { version: Version; language: Language }) {
  const brand = useBrandHere();
  return <Preview brand={brand} language={language} text={version.text} />;
}

function said(version: Version, t: ReturnType<typeof useWords>): string {
  const authors = version.authors.map(({ name }) => name).join(", ");
  return [
    authors ? t("writtenBy", { who: authors }) : t("imported"),
    version.reviewer && t("reviewedBy", { who: version.reviewer.name }),
    version.change,
  ]
    .filter(Boolean)
    .join(" ");
}
