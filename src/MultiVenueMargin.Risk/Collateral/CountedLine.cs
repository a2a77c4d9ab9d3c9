using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.Collateral;

/// <summary>The steps from raw to counted, in the order in which they are taken and reported.</summary>
internal enum CollateralStep
{
    Price = 0,
    Location,
    Bridge,
    OwnToken,
    Finality,
    Asset,
    AssetCap,
    IssuerCap,
    VenueCap,
}

/// <summary>A line on its way from raw to counted; closed at the end, when its figures are final.</summary>
internal sealed class CountedLine(HeldLine held)
{
    private readonly decimal[] _steps = new decimal[(int)CollateralStep.VenueCap + 1];

    public HeldLine Held { get; } = held;

    /// <summary>What the line is worth after the steps so far; for an asset, before its split: e.</summary>
    public decimal Value { get; set; }

    /// <summary>h_a.</summary>
    public decimal HaircutRate { get; set; }

    /// <summary>The part that stands against short Δ$; unrounded.</summary>
    public decimal Hedge { get; set; }

    /// <summary>The other part after haircut and caps; unrounded.</summary>
    public decimal Free { get; private set; }

    /// <summary>Rounded down to 1e-8.</summary>
    public decimal Counted { get; private set; }

    /// <summary>What rounding took.</summary>
    public decimal Rounding { get; private set; }

    /// <summary>G: the free part grossed up to what its price moves act on. It counts after rounding, so that it is what was counted.</summary>
    public decimal Gross => HaircutRate < 1 && Counted > Hedge ? (Counted - Hedge) / (1 - HaircutRate) : 0m;

    public decimal this[CollateralStep step] => _steps[(int)step];

    public void Step(CollateralStep step, decimal factor)
    {
        var before = Value;
        Value = Kernel.OnGrid(Value * factor);
        _steps[(int)step] += Value - before;
    }

    public void TakeAssetHaircut()
    {
        var free = Value - Hedge;
        Free = Kernel.OnGrid(free * (1 - HaircutRate));
        _steps[(int)CollateralStep.Asset] = Free - free;
    }

    public void Cap(CollateralStep step, decimal keptShare)
    {
        var before = Free;
        Free = Kernel.OnGrid(Free * keptShare);
        _steps[(int)step] += Free - before;
    }

    public void Close()
    {
        var exact = Held.IsDebt ? Value : Hedge + Free;
        Counted = Usd.Down(exact).Amount;
        Rounding = Counted - exact;
    }
}
