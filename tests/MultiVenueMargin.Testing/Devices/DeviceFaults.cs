namespace MultiVenueMargin.Testing.Devices;

/// <summary>What a <see cref="SimulatedDevice"/> can do wrong.</summary>
public enum DeviceFault
{
    Unspecified = 0,

    /// <summary>A write reports an error; none of it is there.</summary>
    FailingWrite = 1,

    /// <summary>A write reports an error after its first bytes.</summary>
    ShortWrite = 2,

    /// <summary>A write reports success and lands elsewhere in the file.</summary>
    MisdirectedWrite = 3,

    /// <summary>A write reports success and is nowhere.</summary>
    LostWrite = 4,

    /// <summary>A sync reports an error; what it was to make durable stays in doubt, and reads still show it.</summary>
    FailingSync = 5,

    /// <summary>A sync reports an error, and what it was to make durable is gone from the disk for good, while reads still show it.</summary>
    FailingSyncThatLoses = 6,

    /// <summary>A sync reports success, and what it was to make durable is gone from the disk for good, while reads still show it.</summary>
    LyingSync = 7,

    /// <summary>There is no room for a new file.</summary>
    NoSpaceToCreate = 8,

    /// <summary>There is no room to write, though the file was made.</summary>
    NoSpaceToWrite = 9,

    /// <summary>A file cannot be renamed.</summary>
    FailingRename = 10,

    /// <summary>A file cannot be read.</summary>
    FailingRead = 11,

    /// <summary>Something takes a hundred times as long.</summary>
    Slowness = 12,

    /// <summary>A bit of what was durable is another one.</summary>
    BitFlip = 13,

    /// <summary>The power failed.</summary>
    Crash = 14,
}

/// <summary>How often each fault occurs by chance, from 0 to 1. By default nothing goes wrong.</summary>
public sealed record DeviceFaults
{
    public static DeviceFaults None { get; } = new();

    public double FailingWrite { get; init; }

    public double ShortWrite { get; init; }

    public double MisdirectedWrite { get; init; }

    public double LostWrite { get; init; }

    public double FailingSync { get; init; }

    public double FailingSyncThatLoses { get; init; }

    public double LyingSync { get; init; }

    public double NoSpaceToCreate { get; init; }

    public double NoSpaceToWrite { get; init; }

    public double FailingRename { get; init; }

    public double FailingRead { get; init; }

    public double Slowness { get; init; }

    internal double ChanceOf(DeviceFault fault) => fault switch
    {
        DeviceFault.FailingWrite => FailingWrite,
        DeviceFault.ShortWrite => ShortWrite,
        DeviceFault.MisdirectedWrite => MisdirectedWrite,
        DeviceFault.LostWrite => LostWrite,
        DeviceFault.FailingSync => FailingSync,
        DeviceFault.FailingSyncThatLoses => FailingSyncThatLoses,
        DeviceFault.LyingSync => LyingSync,
        DeviceFault.NoSpaceToCreate => NoSpaceToCreate,
        DeviceFault.NoSpaceToWrite => NoSpaceToWrite,
        DeviceFault.FailingRename => FailingRename,
        DeviceFault.FailingRead => FailingRead,
        DeviceFault.Slowness => Slowness,
        _ => 0,
    };
}
