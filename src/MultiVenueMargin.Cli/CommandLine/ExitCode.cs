namespace MultiVenueMargin.Cli.CommandLine;

/// <summary>What a script can act on without reading. Part of the contract: documented in <c>mvm help</c> and docs/FILES.md.</summary>
internal static class ExitCode
{
    /// <summary>Evaluated; every pool is healthy or on notice, and a what-if passes.</summary>
    public const int Sound = 0;

    /// <summary>The command was not understood.</summary>
    public const int Misused = 2;

    /// <summary>A file or folder was refused, or a port is taken; the lines on the error stream say where and what to do.</summary>
    public const int FileRefused = 3;

    /// <summary>Verified, and something is not as it was written or as it was decided; the lines say what.</summary>
    public const int Altered = 4;

    /// <summary>It ran and could not go on; the lines on the error stream say why.</summary>
    public const int Failed = 5;

    /// <summary>The platform refused, or could not be reached; the lines on the error stream say why and what to do.</summary>
    public const int PlatformRefused = 6;

    /// <summary>Measured, and something grew or failed that must not; the lines say what.</summary>
    public const int NotHeld = 7;

    /// <summary>Evaluated; a pool is at a margin call or worse.</summary>
    public const int Called = 10;

    /// <summary>Evaluated as far as possible; a pool's state is unknown.</summary>
    public const int Unknown = 11;

    /// <summary>Evaluated; the what-if does not pass.</summary>
    public const int DoesNotPass = 12;
}
