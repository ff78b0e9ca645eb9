import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, data } from "../app/api";
import { useTimes } from "../app/times";
import { ChannelMark, useChannelName } from "../marks";
import { type Channel, ChannelForm, type Health } from "./ChannelForm";
import { Heading, Item, Items, Loading, Mark, Nothing, useBrand } from "./parts";
import { useWords } from "./words";

export function Channels() {
  const t = useWords();
  const brand = useBrand();
  const queries = useQueryClient();
  const path = { params: { path: { brand } } };
  const { data: channels, error } = useQuery({
    queryKey: ["channels", brand],
    queryFn: () => data(api.GET("/api/v1/brands/{brand}/channels", path)),
  });
  const { data: health } = useQuery({
    queryKey: ["channels", brand, "health"],
    refetchInterval: 30_000,
    queryFn: () => data(api.GET("/api/v1/brands/{brand}/channels/health", path)),
  });
  const [open, setOpen] = useState<string>();
  const found = channels?.find(({ id }) => id === open);
  const close = () => {
    setOpen(undefined);
    queries.invalidateQueries({ queryKey: ["channels", brand] });
  };
  return (
    <>
      <Heading title={t("channels")} hint={t("channelsHint")}>
        <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen("new")}>
          {t("newChannel")}
        </Button>
      </Heading>
      {!channels ? (
        <Loading error={error} />
      ) : channels.length === 0 ? (
        <Nothing>{t("noChannels")}</Nothing>
      ) : (
        <Items label={t("channels")}>
          {channels.map((channel) => (
            <ChannelItem
              key={channel.id}
              channel={channel}
              health={health?.find((one) => one.channel === channel.id)}
              onOpen={() => setOpen(channel.id)}
            />
          ))}
        </Items>
      )}
      {open === "new" && <ChannelForm brand={brand} onClose={close} />}
      {found && (
        <ChannelForm
          key={found.id}
          brand={brand}
          channel={found}
          health={health?.find((one) => one.channel === found.id)}
          onClose={close}
        />
      )}
    </>
  );
}

function ChannelItem({
  channel,
  health,
  onOpen,
}: {
  channel: Channel;
  health: Health | undefined;
  onOpen: () => void;
}) {
  const t = useWords();
  const { moment } = useTimes();
  const kind = useChannelName()(channel.kind);
  return (
    <Item
      icon={<ChannelMark kind={channel.kind} size={20} />}
      title={channel.name}
      sub={
        <>
          {[kind, channel.address].filter(Boolean).join(" · ")}
          {health && (
            <>
              <br />
              {health.last_in ? t("lastIn", { moment: moment(health.last_in) }) : t("nothingIn")}
              {" · "}
              {health.last_out ? t("lastOut", { moment: moment(health.last_out) }) : t("nothingOut")}
            </>
          )}
        </>
      }
      dim={!channel.enabled}
      marks={
        <>
          {health && health.errors > 0 && (
            <Mark color="red">{t("errorsCount", { count: health.errors })}</Mark>
          )}
          {health && health.quarantined > 0 && (
            <Mark color="orange">{t("quarantinedCount", { count: health.quarantined })}</Mark>
          )}
          {health && health.ignored > 0 && (
            <Mark color="gray">{t("ignoredCount", { count: health.ignored })}</Mark>
          )}
          {health && health.waiting_out > 0 && <Mark>{t("waitingOut", { count: health.waiting_out })}</Mark>}
          {health?.quiet && <Mark color="yellow">{t("quiet")}</Mark>}
          <Mark color={channel.enabled ? "green" : "gray"}>{t(channel.enabled ? "on" : "off")}</Mark>
        </>
      }
      onOpen={onOpen}
    />
  );
}
