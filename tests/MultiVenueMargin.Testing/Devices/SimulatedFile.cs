namespace MultiVenueMargin.Testing.Devices;

/// <summary>
/// A file of a <see cref="SimulatedDevice"/>: what reads show, what is on the disk, and which sectors differ because they were
/// written and not synced.
/// </summary>
internal sealed class SimulatedFile(byte[] bytes)
{
    public const int SectorBytes = 512;

    private byte[] _shown = bytes;
    private byte[] _durable = [.. bytes];
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

    /// <summary>Cuts the end off what is shown; the disk follows with the next sync, or at a crash by chance.</summary>
    public void Trim(int length)
    {
        if (length < _shown.Length)
        {
            _shown = _shown[..length];
            _ = _dirty.RemoveWhere(sector => sector * SectorBytes >= length);
        }
    }

    public void Sync()
    {
        FollowTrim();
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
        if (_durable.Length > _shown.Length && random.Next(2) == 0)
        {
            FollowTrim();
        }

        foreach (var sector in _dirty)
        {
            var shown = Of(_shown, sector);
            var kept = random.Next(3) switch { 0 => 0, 1 => shown.Length, _ => random.Next(shown.Length) };
            shown[..kept].CopyTo(Of(_durable, sector));
        }

        _dirty.Clear();
        _shown = [.. _durable];
    }

    /// <summary>Changes what is on the disk, and what reads show of it.</summary>
    public void FlipBit(long offset, int bit)
    {
        _durable[offset] ^= (byte)(1 << bit);
        if (offset < _shown.Length)
        {
            _shown[offset] ^= (byte)(1 << bit);
        }
    }

    private void FollowTrim() => _durable = _durable.Length > _shown.Length ? _durable[.._shown.Length] : _durable;

    private static Span<byte> Of(byte[] bytes, int sector) =>
        bytes.AsSpan(sector * SectorBytes, Math.Min(SectorBytes, bytes.Length - (sector * SectorBytes)));
}
