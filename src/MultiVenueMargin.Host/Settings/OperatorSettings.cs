using System.Net;
using MultiVenueMargin.Files;
using MultiVenueMargin.Gateway;
using MultiVenueMargin.Grpc.Server;
using MultiVenueMargin.Host.Serving;
using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Live;

namespace MultiVenueMargin.Host.Settings;

/// <summary>
/// All that an operator may set, by the names of <c>mvm up --settings</c>: what it is for and what it may be. Everything else of the options is
/// decided by whoever changes the code. The ranges are those in which the platform keeps what it promises.
/// </summary>
public static class OperatorSettings
{
    public const string DoorListen = "door.listen";

    public const string HealthListen = "health.listen";

    private const long KiB = 1024;
    private const long MiB = 1024 * KiB;
    private const long GiB = 1024 * MiB;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<Setting<HostOptions>> All { get; } =
    [
        SettingKind.Duration<HostOptions>(
            "drain_within", Second, 10 * Minute, "how long a graceful end may take in all before it becomes an abrupt one, which loses nothing either",
            host => host.DrainWithin, (host, value) => host with { DrainWithin = value }),
        .. Serving().Select(setting => setting.In((HostOptions host) => host.Serving, (host, part) => host with { Serving = part })),
        .. Engine().Select(setting => setting.In(
            (HostOptions host) => host.Engine.Live, (host, part) => host with { Engine = host.Engine with { Live = part } })),
        .. Journal().Select(setting => setting.In((HostOptions host) => host.Journal, (host, part) => host with { Journal = part })),
    ];

    /// <summary>What is wrong with settings that are right one by one; empty when they go together.</summary>
    public static IReadOnlyList<FileProblem> Check(HostOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<FileProblem> problems = [];
        var (serving, engine) = (options.Serving, options.Engine.Live);
        Require(serving.CallsWithin < options.DrainWithin, "door.calls_within", "shorter than drain_within, for the platform drains after its calls");
        Require(
            serving.Door is not { Port: > 0 } door || !door.Equals(serving.Health), HealthListen, $"another address than {DoorListen}: one port listens for one of them");
        Require(
            serving.Transport.StreamWindowBytes <= serving.Transport.ConnectionWindowBytes,
            "transport.stream_window", "at most transport.connection_window, which all calls of a connection share");
        Require(engine.InboxShare <= engine.InboxCapacity, "engine.inbox_share", "at most engine.inbox_capacity, or one account fills it");
        Require(engine.InboxShareBytes <= engine.InboxBytes, "engine.inbox_share_bytes", "at most engine.inbox_bytes, or one account fills it");
        return problems;

        void Require(bool holds, string name, string rule)
        {
            if (!holds)
            {
                var setting = All.First(setting => setting.Name == name);
                problems.Add(new FileProblem(name, $"is {setting.Write(options)}", $"It is {rule}"));
            }
        }
    }

    private static IEnumerable<Setting<ServingOptions>> Serving() =>
    [
        Address(DoorListen, "where the gRPC door listens", serving => serving.Door, (serving, value) => serving with { Door = value }),
        SettingKind.Duration<ServingOptions>(
            "door.calls_within", TimeSpan.Zero, 5 * Minute, "how long calls that run may go on once the platform is ending; streams are cut then, and resume",
            serving => serving.CallsWithin, (serving, value) => serving with { CallsWithin = value }),
        .. Door().Select(setting => setting.In((ServingOptions serving) => serving.Limits, (serving, part) => serving with { Limits = part })),
        Address(HealthListen, "where /healthz and /readyz answer", serving => serving.Health, (serving, value) => serving with { Health = value }),
        .. Transport().Select(setting => setting.In((ServingOptions serving) => serving.Transport, (serving, part) => serving with { Transport = part })),
    ];

    private static IEnumerable<Setting<DoorLimits>> Door() =>
    [
        SettingKind.Size<DoorLimits>(
            "door.answer_bytes", 64 * KiB, DoorLimits.MaxSendMessageBytes, "the longest answer; what is longer is refused by name, with what to ask instead",
            door => door.AnswerBytes, (door, value) => door with { AnswerBytes = (int)value }),
        SettingKind.Count<DoorLimits>(
            "door.book_items", 1, 10_000_000, "lines, positions and orders of a book in one answer",
            door => door.BookItems, (door, value) => door with { BookItems = value }),
        SettingKind.Count<DoorLimits>(
            "door.evaluations_at_once", 1, 64, "books that callers bring along and have evaluated at once; each takes a core",
            door => door.EvaluationsAtOnce, (door, value) => door with { EvaluationsAtOnce = value }),
        SettingKind.Duration<DoorLimits>(
            "door.evaluate_within", Second, 10 * Minute, "how long such an evaluation may take before its caller is told that it is too long",
            door => door.EvaluateWithin, (door, value) => door with { EvaluateWithin = value }),
        SettingKind.Duration<DoorLimits>(
            "door.progress_every", TimeSpan.FromMilliseconds(100), Minute, "after so long without news a stream says that it is there",
            door => door.ProgressEvery, (door, value) => door with { ProgressEvery = value }),
        SettingKind.Duration<DoorLimits>(
            "door.write_within", Second, 5 * Minute, "a reader that takes nothing for so long is cut off with its cursor",
            door => door.WriteWithin, (door, value) => door with { WriteWithin = value }),
        SettingKind.Count<DoorLimits>(
            "door.commits_per_read", 1, 10_000, "commits of the journal that are read at once for one stream",
            door => door.CommitsPerRead, (door, value) => door with { CommitsPerRead = value }),
        SettingKind.Count<DoorLimits>(
            "door.figures_per_read", 1, 10_000, "figures that are read at once for one stream",
            door => door.FiguresPerRead, (door, value) => door with { FiguresPerRead = value }),
        SettingKind.Count<DoorLimits>(
            "door.market_items_per_message", 1, 10_000, "prices, marks, instruments and units in one message of a market",
            door => door.MarketItemsPerMessage, (door, value) => door with { MarketItemsPerMessage = value }),
        SettingKind.Count<DoorLimits>(
            "door.batches_under_way", 1, 100_000, "batches of one feed connection that are not acknowledged yet",
            door => door.BatchesUnderWay, (door, value) => door with { BatchesUnderWay = value }),
        SettingKind.Size<DoorLimits>(
            "door.bytes_under_way", 64 * KiB, GiB, "the same in bytes",
            door => door.BytesUnderWay, (door, value) => door with { BytesUnderWay = (int)value }),
    ];

    private static IEnumerable<Setting<GrpcKestrelLimits>> Transport() =>
    [
        SettingKind.Count<GrpcKestrelLimits>(
            "transport.connections", 1, 100_000, "connections to the door at a time",
            limits => limits.MaxConnections, (limits, value) => limits with { MaxConnections = value }),
        SettingKind.Count<GrpcKestrelLimits>(
            "transport.calls_per_connection", 1, 10_000, "calls at a time on one connection",
            limits => limits.MaxStreamsPerConnection, (limits, value) => limits with { MaxStreamsPerConnection = value }),
        SettingKind.Size<GrpcKestrelLimits>(
            "transport.headers", 4 * KiB, MiB, "all headers of a call",
            limits => limits.MaxHeaderBytes, (limits, value) => limits with { MaxHeaderBytes = (int)value }),
        SettingKind.Count<GrpcKestrelLimits>(
            "transport.header_count", 16, 1_000, "how many headers a call may have",
            limits => limits.MaxHeaderCount, (limits, value) => limits with { MaxHeaderCount = value }),
        SettingKind.Duration<GrpcKestrelLimits>(
            "transport.headers_within", Second, 5 * Minute, "how long the headers of a call, or the first bytes of a connection, may take",
            limits => limits.HeadersWithin, (limits, value) => limits with { HeadersWithin = value }),
        SettingKind.Duration<GrpcKestrelLimits>(
            "transport.ping_after", Second, 60 * Minute, "after so long without a frame a client is pinged",
            limits => limits.PingAfter, (limits, value) => limits with { PingAfter = value }),
        SettingKind.Duration<GrpcKestrelLimits>(
            "transport.pong_within", Second, 60 * Minute, "how long it has to answer",
            limits => limits.PongWithin, (limits, value) => limits with { PongWithin = value }),
        SettingKind.Duration<GrpcKestrelLimits>(
            "transport.idle_connection", Second, 24 * 60 * Minute, "a connection without calls is closed after this",
            limits => limits.IdleConnection, (limits, value) => limits with { IdleConnection = value }),
        SettingKind.Size<GrpcKestrelLimits>(
            "transport.stream_window", 64 * KiB, 16 * MiB, "how much of a call's request may be on its way unread",
            limits => limits.StreamWindowBytes, (limits, value) => limits with { StreamWindowBytes = (int)value }),
        SettingKind.Size<GrpcKestrelLimits>(
            "transport.connection_window", 64 * KiB, 64 * MiB, "the same for all calls of a connection",
            limits => limits.ConnectionWindowBytes, (limits, value) => limits with { ConnectionWindowBytes = (int)value }),
    ];

    private static IEnumerable<Setting<LiveOptions>> Engine() =>
    [
        SettingKind.Count<LiveOptions>(
            "engine.shards", 1, 64, "event loops over which accounts are spread; more where single accounts are giants",
            live => live.Shards, (live, value) => live with { Shards = value }),
        SettingKind.Count<LiveOptions>(
            "engine.inbox_capacity", 1_000, 10_000_000, "requests that wait in one shard; the next is refused as busy",
            live => live.InboxCapacity, (live, value) => live with { InboxCapacity = value }),
        SettingKind.Count<LiveOptions>(
            "engine.inbox_share", 16, 1_000_000, "requests of one account that wait",
            live => live.InboxShare, (live, value) => live with { InboxShare = value }),
        SettingKind.Size<LiveOptions>(
            "engine.inbox_bytes", 16 * MiB, 64 * GiB, "memory of the requests that wait in one shard",
            live => live.InboxBytes, (live, value) => live with { InboxBytes = value }),
        SettingKind.Size<LiveOptions>(
            "engine.inbox_share_bytes", 16 * MiB, 16 * GiB, "memory of the requests of one account that wait; a larger request is refused for good",
            live => live.InboxShareBytes, (live, value) => live with { InboxShareBytes = value }),
        SettingKind.Size<LiveOptions>(
            "engine.commit_bytes_under_way", 16 * MiB, 64 * MiB, "bytes of commits that the journal has not confirmed",
            live => live.CommitBytesUnderWay, (live, value) => live with { CommitBytesUnderWay = value }),
        SettingKind.Count<LiveOptions>(
            "engine.analyses", 1, 1_000, "what-ifs, stresses, outlooks and looks into the past computed at once; the next is refused as busy",
            live => live.Analyses, (live, value) => live with { Analyses = value }),
        SettingKind.Count<LiveOptions>(
            "engine.markets", 1, 100_000, "markets with a publisher of their own",
            live => live.Markets, (live, value) => live with { Markets = value }),
        SettingKind.Count<LiveOptions>(
            "engine.waits", 16, 1_000_000, "streams that wait for news at a time",
            live => live.Waits, (live, value) => live with { Waits = value }),
        SettingKind.Duration<LiveOptions>(
            "engine.look_every", Second, 10 * Second, "every account is looked at at least so often",
            live => live.LookEvery, (live, value) => live with { LookEvery = value }),
        SettingKind.Duration<LiveOptions>(
            "engine.report_every", Second, 10 * Minute, "the figures of an account about which nothing is decided and that nobody watches are at most so old",
            live => live.ReportEvery, (live, value) => live with { ReportEvery = value }),
        SettingKind.Duration<LiveOptions>(
            "engine.large_report_every", Second, 60 * Minute, "the same of large accounts",
            live => live.LargeReportEvery, (live, value) => live with { LargeReportEvery = value }),
        SettingKind.Duration<LiveOptions>(
            "engine.watch_for", Second, 60 * Minute, "an account whose figures were asked for is looked at with every new valuation for so long",
            live => live.WatchFor, (live, value) => live with { WatchFor = value }),
        SettingKind.Duration<LiveOptions>(
            "engine.seal_every", Second, 24 * 60 * Minute, "how often the journal is sealed: what could be altered unseen is at most so old",
            live => live.SealEvery, (live, value) => live with { SealEvery = value }),
    ];

    private static IEnumerable<Setting<SegmentJournalOptions>> Journal() =>
    [
        SettingKind.Size<SegmentJournalOptions>(
            "journal.segment", 16 * MiB, GiB, "size of a file of the journal; one that is changed counts from the next file on",
            journal => journal.SegmentBytes, (journal, value) => journal with { SegmentBytes = (int)value }, step: MiB),
        SettingKind.Size<SegmentJournalOptions>(
            "journal.group", 64 * KiB, 4 * MiB, "bytes after which a group of commits takes no further one",
            journal => journal.GroupBytes, (journal, value) => journal with { GroupBytes = (int)value }),
    ];

    private static Setting<ServingOptions> Address(
        string name, string meaning, Func<ServingOptions, IPEndPoint?> get, Func<ServingOptions, IPEndPoint?, ServingOptions> set) =>
        SettingKind.Of(name, LoopbackAddress.Allowed, meaning, LoopbackAddress.Write, LoopbackAddress.Read, get, set);
}
