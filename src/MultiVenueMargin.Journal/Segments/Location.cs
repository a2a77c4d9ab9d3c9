namespace MultiVenueMargin.Journal.Segments;

/// <summary>Where a frame begins: the number of its segment and the offset in it. The default value is nowhere.</summary>
internal readonly record struct Location(int Segment, long Offset)
{
    public bool IsNowhere => Segment == 0;

    /// <summary>As it is stored: segment above, offset below.</summary>
    public ulong Packed => ((ulong)Segment << 32) | (uint)Offset;

    public static Location Of(ulong packed) => new((int)((packed >> 32) & int.MaxValue), (uint)(packed & uint.MaxValue));
}
