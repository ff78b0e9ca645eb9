import { Alert, Anchor, Button, FileInput, Group, Radio, Stack, Table, Text, Title } from "@mantine/core";
import { IconFileImport, IconUpload } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Schemas } from "../app/api";
import { Mark, Refused, useWrite } from "../settings/parts";
import { sent, useBrandHere, useRenewed } from "./data";
import { useWords } from "./words";

const SOURCES = ["markdown", "zendesk", "intercom"] as const;
type Source = (typeof SOURCES)[number];
type Report = Schemas["ImportReport"];

const COLOURS = { created: "green", updated: "blue", unchanged: "gray", skipped: "orange" } as const;

/** A help centre from elsewhere: first what would come in, then in. */
export function Import() {
  const t = useWords();
  const brand = useBrandHere();
  const { all } = useRenewed();
  const { run, busy, problem } = useWrite();
  const [source, setSource] = useState<Source>("markdown");
  const [file, setFile] = useState<File | null>(null);
  const [report, setReport] = useState<{ of: Report; dry: boolean }>();
  const take = (dry: boolean) =>
    run(async () => {
      if (!file) return;
      const query = new URLSearchParams({ brand, source, dry: String(dry) });
      const of = await sent<Report>(`/api/v1/knowledge/import?${query}`, file);
      setReport({ of, dry });
      if (!dry) await all();
    });
  return (
    <Stack maw="52rem">
      <Title order={1} size="h3">
        {t("import")}
      </Title>
      <Text size="sm" c="dimmed">
        {t("importHint")}
      </Text>
      <Radio.Group
        label={t("source")}
        value={source}
        onChange={(value) => {
          setSource(value as Source);
          setReport(undefined);
        }}
      >
        <Stack gap="xs" mt="xs">
          {SOURCES.map((one) => (
            <Radio key={one} value={one} label={t(`source_${one}`)} description={t(`source_${one}_hint`)} />
          ))}
        </Stack>
      </Radio.Group>
      <FileInput
        label={t("file")}
        placeholder={t("chooseFile")}
        leftSection={<IconUpload size={16} />}
        accept={source === "markdown" ? ".zip" : ".zip,.json,.jsonl,.ndjson"}
        clearable
        clearButtonProps={{ "aria-label": t("clearFile") }}
        maw={420}
        value={file}
        onChange={(chosen) => {
          setFile(chosen);
          setReport(undefined);
        }}
      />
      <Group>
        <Button variant="default" disabled={!file} loading={busy} onClick={() => take(true)}>
          {t("tryOnly")}
        </Button>
        <Button
          leftSection={<IconFileImport size={16} />}
          disabled={!file}
          loading={busy}
          onClick={() => take(false)}
        >
          {t("takeIn")}
        </Button>
      </Group>
      <Refused problem={problem} />
      {report && <Told report={report.of} dry={report.dry} brand={brand} />}
    </Stack>
  );
}

function Told({ report, dry, brand }: { report: Report; dry: boolean; brand: string }) {
  const t = useWords();
  return (
    <section aria-label={t("importReport")}>
      <Alert color={dry ? "blue" : "green"} role="status" title={t(dry ? "wouldCome" : "cameIn")} mb="sm">
        <Group gap={6} mt={4}>
          {(["created", "updated", "unchanged", "skipped"] as const).map((what) => (
            <Mark key={what} color={COLOURS[what]}>
              {t(`import_${what}`)}: {report[what]}
            </Mark>
          ))}
        </Group>
        {!dry && report.created + report.updated > 0 && (
          <Text size="sm" mt="xs">
            {t("nowReview")}{" "}
            <Anchor
              size="sm"
              renderRoot={(props) => <Link to="/knowledge" search={{ brand, show: "review" }} {...props} />}
            >
              {t("review")}
            </Anchor>
          </Text>
        )}
      </Alert>
      <Table.ScrollContainer minWidth={420} mah={480}>
        <Table aria-label={t("importReport")} verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("origin")}</Table.Th>
              <Table.Th>{t("outcome")}</Table.Th>
              <Table.Th>{t("why")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {report.lines.map((line) => (
              <Table.Tr key={`${line.origin}-${line.what}-${line.why}`}>
                <Table.Td style={{ overflowWrap: "anywhere" }}>
                  {line.article && !dry ? (
                    <Anchor
                      size="sm"
                      renderRoot={(props) => (
                        <Link
                          to="/knowledge/article/$article"
                          params={{ article: line.article }}
                          search={{ brand }}
                          {...props}
                        />
                      )}
                    >
                      {line.origin}
                    </Anchor>
                  ) : (
                    line.origin
                  )}
                </Table.Td>
                <Table.Td>
                  <Mark color={COLOURS[line.what]}>{t(`import_${line.what}`)}</Mark>
                </Table.Td>
                <Table.Td>{line.why}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
