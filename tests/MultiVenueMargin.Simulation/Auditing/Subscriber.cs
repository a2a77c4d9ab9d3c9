using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Live;
using static MultiVenueMargin.Simulation.PromiseBrokenException;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>Reads everything by cursor, a few commits at a time, across every crash: it must end with exactly the journal.</summary>
internal sealed class Subscriber
{
    private readonly Dictionary<StreamId, List<string>> _read = [];
    private Cursor _cursor = Cursor.Beginning;

    public void Read(LiveNode node, int max)
    {
        var page = node.Reader.ReadAsync(_cursor, ReadScope.All, max, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        _cursor = page.Next;
        foreach (var item in page.Items)
        {
            if (!_read.TryGetValue(item.Stream, out var records))
            {
                _read.Add(item.Stream, records = []);
            }

            Unless(item.Version == records.Count + 1, $"A reader gets version {item.Version} of {item.Stream} behind {records.Count}.");
            records.Add(Convert.ToHexString(RecordCodec.BytesOf(item.Record)));
        }
    }

    public void ReadToEnd(LiveNode node)
    {
        for (var pages = 0; ; pages++)
        {
            var before = _cursor;
            Read(node, 1_000);
            if (_cursor == before)
            {
                return;
            }

            Unless(pages < 10_000, "A reader comes to no end.");
        }
    }

    public void Compare(Ledger ledger)
    {
        foreach (var (stream, entries) in ledger.Streams.Where(stream => stream.Key != StreamId.Register("seals")))
        {
            var read = _read.GetValueOrDefault(stream) ?? [];
            Unless(read.Count == entries.Count, $"A reader has {read.Count} records of {stream}; the journal {entries.Count}.");
            for (var i = 0; i < read.Count; i++)
            {
                Unless(read[i] == entries[i].Bytes, $"A reader has another version {i + 1} of {stream} than the journal.");
            }
        }
    }
}
