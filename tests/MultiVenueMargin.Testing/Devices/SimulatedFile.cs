namespace MultiVenueMargin.Testing.Devices;

/// <summary>
/// A file of a <see cref="SimulatedDevice"/>: what reads show, what is on the disk, and which sectors differ because they were
/// written and not synced.
/// </summary>
internal sealed class SimulatedFile(byte[] bytes)
{
    public const int SectorBytes = 512;

    private readonly byte[] _shown = bytes;
    private readonly byte[] _durable = [.. bytes];
    private readonly SortedSet<int> _dirty = [];

    public int Length => _shown.Length;

    public ReadOnlySpan<byte> Shown => _shown;

    public Span<byte> Durable => _durable;

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_shown.AsSpan((int)offset));
        if (!bytes.IsEmpty)
        {
            for (var sector = (int)offset / SectorBytes; sector <= ((int)offset + bytes.Length - 1) / SectorBytes; sector++)
            {
                _dirty.Add(sector);
            }
        }
    }

    public void Sync()
    {
        foreach (var sector in _dirty)
        {
            Of(_shown, sector).CopyTo(Of(_durable, sector));
        }

        _dirty.Clear();
    }

    /// <summary>As some systems do after a failed sync: the sectors count as clean, so no later sync writes them.</summary>
    public void ForgetDirty() => _dirty.Clear();

    /// <summary>Each sector that was not synced is on the disk whole, in part or not at all; reads then show the disk.</summary>
    public void Crash(Random random)
    {
        foreach (var sector in _dirty)
        {
            var shown = Of(_shown, sector);
            var kept = random.Next(3) switch { 0 => 0, 1 => shown.Length, _ => random.Next(shown.Length) };
            shown[..kept].CopyTo(Of(_durable, sector));
        }

        _dirty.Clear();
        _durable.CopyTo(_shown.AsSpan());
    }

    /// <summary>Changes what is on the disk, and what reads show of it.</summary>
    public void FlipBit(long offset, int bit)
    {
        _durable[offset] ^= (byte)(1 << bit);
        _shown[offset] ^= (byte)(1 << bit);
    }

    private static Span<byte> Of(byte[] bytes, int sector) =>
        bytes.AsSpan(sector * SectorBytes, Math.Min(SectorBytes, bytes.Length - (sector * SectorBytes)));
}
