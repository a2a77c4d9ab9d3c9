namespace MultiVenueMargin.Accounts.Registers;

/// <summary>
/// Under which streams the registers are journaled. Instruments lie in the market partition, so that a position there names the
/// listings too; no market may have their name.
/// </summary>
public static class RegisterNames
{
    public const string InstrumentsName = "instruments";

    public static StreamId Rules { get; } = StreamId.Register("rules");

    public static StreamId Institutions { get; } = StreamId.Register("institutions");

    public static StreamId Fund { get; } = StreamId.Register("fund");

    public static StreamId Instruments { get; } = StreamId.Market(InstrumentsName);
}
