using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Live.Pipeline;

namespace MultiVenueMargin.Live.Accounts;

/// <summary>What the turns of one account in one cycle came to: records that become one commit, and what is let out after it.</summary>
/// <param name="writer">Of the loop, which works on one turn at a time.</param>
internal sealed class TurnBatch(CanonicalWriter writer)
{
    // A record of a feed that begins anew may have megabytes, and is rare.
    private const int LargestKept = 256 * 1024;

    private List<ReadOnlyMemory<byte>> _records = [];

    public IReadOnlyList<ReadOnlyMemory<byte>> Records => _records;

    /// <summary>Of the records.</summary>
    public long Bytes { get; private set; }

    /// <summary>The account's version before the first of the records: what a turn that threw did to it since is not counted.</summary>
    public long ExpectedVersion { get; private set; }

    public List<Release> Releases { get; private set; } = [];

    /// <summary>Writes the turn's records down. One that cannot be written throws, as the turn itself would.</summary>
    public void Add(Turn turn)
    {
        var (before, bytesBefore) = (_records.Count, Bytes);
        if (before == 0)
        {
            ExpectedVersion = turn.Account.Version - turn.Records.Count;
        }

        try
        {
            for (var i = 0; i < turn.Records.Count; i++)
            {
                writer.Clear();
                RecordCodec.Write(writer, turn.Records[i]);
                var bytes = writer.ToArray();
                _records.Add(bytes);
                Bytes += bytes.Length;
            }
        }
        catch
        {
            _records.RemoveRange(before, _records.Count - before);
            Bytes = bytesBefore;
            throw;
        }
        finally
        {
            writer.Shrink(LargestKept);
        }
    }

    public void Add(Release release) => Releases.Add(release);

    /// <summary>Nothing was recorded, and nothing is under way that the answers could rest on.</summary>
    public void GiveAll()
    {
        foreach (var release in Releases)
        {
            release.Give();
        }

        Clear();
    }

    /// <summary>What it held has gone its way.</summary>
    public void Clear() => (_records, Releases, Bytes) = ([], [], 0);
}
