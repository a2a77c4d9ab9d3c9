namespace MultiVenueMargin.Accounts.Registers;

/// <summary>How much a register may hold and one command may bring. What is beyond is refused by name, never cut off.</summary>
public static class RegisterLimits
{
    /// <summary>Drafts of all books; each keeps its version for ever.</summary>
    public const int RuleSets = 65_536;

    /// <summary>Activations of all books; two persons stand behind each.</summary>
    public const int Activations = 65_536;

    public const int Instruments = 1_000_000;

    /// <summary>All options of the largest venue, several times over.</summary>
    public const int InstrumentsPerCommand = 10_000;

    public const int Institutions = 65_536;

    public const int Accounts = 1_000_000;

    public const int Claims = 4_000_000;

    public const int Grants = 1_000_000;

    /// <summary>Deficits the fund was ever asked for; each is remembered, so that none is paid twice.</summary>
    public const int Draws = 1_000_000;

    public const int DisplayNameLength = 128;

    /// <summary>Frames a second, of a quota: far beyond what one process takes.</summary>
    public const int UpdatesPerSecond = 100_000_000;

    /// <summary>All that is paid into the fund, and one deficit, in USD: sums of so much stay exact on the grid of 10^-8.</summary>
    public const decimal Usd = 1_000_000_000_000_000m;
}
