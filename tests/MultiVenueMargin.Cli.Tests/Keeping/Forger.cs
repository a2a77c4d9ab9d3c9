using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Seals;
using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Journal.Verification;

namespace MultiVenueMargin.Cli.Tests.Keeping;

/// <summary>
/// The worst insider: has the private key, and writes a whole new journal in which one record is another, with every checksum, chain and seal
/// made anew. Only what follows from what can give him away.
/// </summary>
internal static class Forger
{
    /// <param name="forge">Gets every record, gives it back or another.</param>
    /// <param name="snapshot">Makes a snapshot of a stream's last version; null for none.</param>
    public static async Task ForgeAsync(
        string journal, string into, string privateKey, Func<StreamId, JournalRecord, JournalRecord> forge, Func<StreamHead, byte[]?>? snapshot = null)
    {
        using var key = SealKey.Load(privateKey);
        using var device = new FileDevice(into);
        await using var forged = SegmentJournal.Open(device, new SegmentJournalOptions { SegmentBytes = 16 << 20 });
        var last = DateTimeOffset.MinValue;
        foreach (var entry in new JournalVerifier(new FolderReader(journal), []).WithoutSeals().Where(entry => entry.Stream != Seal.Stream))
        {
            var records = entry.Records.Select(record => (ReadOnlyMemory<byte>)RecordCodec.BytesOf(forge(entry.Stream, RecordCodec.Read(record.Span))));
            Assert.True(forged.TrySubmit(1, new Commit(entry.Stream, entry.FirstVersion - 1, entry.At, [.. records])));
            last = entry.At;
            Finish(forged);
        }

        var market = await forged.ReadPartitionAsync(
            StreamId.MarketPartition, forged.LastPositionOf(StreamId.MarketPartition) - 1, 1, CancellationToken.None);
        foreach (var head in forged.Heads().Append(new StreamHead(StreamId.WholeMarket, market[0].Position, market[0].Hash)))
        {
            if (snapshot?.Invoke(head) is { } state)
            {
                Assert.True(forged.TrySubmit(1, new StreamSnapshot(head.Stream, head.Version, head.Hash, state)));
                Finish(forged);
            }
        }

        Assert.True((await Sealer.OpenAsync(forged, key, CancellationToken.None)).TrySeal(last, ticket: 1));
        Finish(forged);
    }

    private static void Finish(SegmentJournal journal)
    {
        var outcomes = new List<CommitOutcome>();
        while (outcomes.Count == 0)
        {
            journal.Poll(outcomes);
            Thread.Yield();
        }

        Assert.Equal(CommitResult.Durable, Assert.Single(outcomes).Result);
    }
}
