using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Journal.Verification;

namespace MultiVenueMargin.Engine.Tests.Crash;

/// <summary>Holds the journal against what was told, from its entries alone and without the code that made them.</summary>
internal sealed class CrashAudit
{
    private readonly Dictionary<(string Account, string Feed, long Epoch), long> _through = [];
    private readonly Dictionary<(string Account, string Feed), long> _epochs = [];
    private readonly Dictionary<(StreamId Stream, PoolId Pool), DecisionId> _openCalls = [];
    private readonly Dictionary<(StreamId Stream, DecisionId Request), InstrumentId> _openLegs = [];
    private readonly Dictionary<StreamId, long> _versions = [];
    private readonly long[] _positions = new long[StreamId.Partitions];
    private readonly HashSet<(string Stream, long Version)> _calls = [];
    private readonly HashSet<(string Stream, long Version)> _legs = [];

    public static async Task CheckAsync(string folder, Told told)
    {
        using var device = new FileDevice(folder);
        // Opening recovers: what a kill tore off at the end is cut, as the next start would.
        await using var journal = SegmentJournal.Open(device, new SegmentJournalOptions { SegmentBytes = 16 << 20 });
        var audit = new CrashAudit();
        var verifier = new JournalVerifier(device, []);
        foreach (var entry in verifier.WithoutSeals())
        {
            audit.Take(entry);
        }

        Assert.Null(verifier.Found);
        Assert.Equal(journal.Heads().ToDictionary(head => head.Stream, head => head.Version), audit._versions);
        foreach (var (key, through) in told.Through)
        {
            Assert.True(
                audit._through.TryGetValue(key, out var durable) && durable >= through,
                $"{key} was acknowledged through {through}, and the journal has it through {audit._through.GetValueOrDefault(key, -1)}");
        }

        Assert.All(told.Calls, call => Assert.Contains(call, audit._calls));
        Assert.All(told.Legs, leg => Assert.Contains(leg, audit._legs));
        Assert.Equal(told.Calls.Count, told.Calls.Distinct().Count());
        Assert.Equal(told.Legs.Count, told.Legs.Distinct().Count());
    }

    private void Take(JournalEntry entry)
    {
        Assert.Equal(_positions[entry.Stream.Partition] + 1, entry.Position);
        Assert.Equal(_versions.GetValueOrDefault(entry.Stream) + 1, entry.FirstVersion);
        _positions[entry.Stream.Partition] = entry.Position;
        _versions[entry.Stream] = entry.LastVersion;
        for (var i = 0; i < entry.Records.Count; i++)
        {
            if (entry.Stream.Kind == StreamKind.Account)
            {
                Take(entry.Stream, entry.FirstVersion + i, RecordCodec.Read(entry.Records[i].Span));
            }
        }
    }

    private void Take(StreamId stream, long version, JournalRecord record)
    {
        var account = stream.Account;
        switch (record)
        {
            case SnapshotAccepted snapshot:
                var feed = (account.ToString(), snapshot.Feed.ToString());
                Assert.True(snapshot.Epoch > _epochs.GetValueOrDefault(feed), $"{feed}: epoch {snapshot.Epoch} came twice");
                _epochs[feed] = snapshot.Epoch;
                _through.Add((feed.Item1, feed.Item2, snapshot.Epoch), snapshot.Sequence);
                CheckBalance(account, snapshot.Sequence, snapshot.Facts);
                break;
            case DeltasAccepted deltas:
                // Each follows the one before: none is missing, none is there twice.
                var key = (account.ToString(), deltas.Feed.ToString(), deltas.Epoch);
                Assert.Equal(_through[key] + 1, deltas.FirstSequence);
                _through[key] = deltas.LastSequence;
                CheckBalance(account, deltas.LastSequence, deltas.Facts);
                break;
            case CallIssued call:
                Assert.True(_openCalls.TryAdd((stream, call.Pool), new DecisionId(account, version, 0)), $"{stream} {call.Pool}: a second call at {version}");
                _calls.Add((stream.Code, version));
                break;
            case CallEnded ended:
                Assert.True(_openCalls.Remove(_openCalls.Single(open => open.Value == ended.Call).Key));
                break;
            case LegRequested leg:
                Assert.DoesNotContain(_openLegs, open => open.Key.Stream == stream && open.Value == leg.Leg.Instrument);
                _openLegs.Add((stream, leg.Request), leg.Leg.Instrument);
                _legs.Add((stream.Code, version));
                break;
            case LegEnded ended:
                Assert.True(_openLegs.Remove((stream, ended.Request)));
                break;
        }
    }

    /// <summary>The subject tells with every sequence a balance that follows from it, so what was kept is what was sent.</summary>
    private static void CheckBalance(AccountId account, long sequence, IReadOnlyList<FeedFact> facts)
    {
        var number = account.Name[^1] - '0';
        Assert.Equal(50_000m + ((sequence + number) % 97), facts.OfType<BalanceFact>().Last().Balance.Value);
    }
}
