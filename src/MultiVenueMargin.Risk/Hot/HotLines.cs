namespace MultiVenueMargin.Risk.Hot;

/// <summary>The lines of a pool on their way from raw to counted, at one end; by the line's number in the pool.</summary>
internal sealed class HotLines
{
    /// <summary>Amount × mark, and for an asset × credit: what a price's uncertainty acts on.</summary>
    public Bounded[] Raw { get; private set; } = [];

    /// <summary>u.</summary>
    public Bounded[] Uncertainty { get; private set; } = [];

    /// <summary>After price and credit: e, or what a debt counts.</summary>
    public Bounded[] Value { get; private set; } = [];

    public Bounded[] Hedge { get; private set; } = [];

    /// <summary>The other part after haircut and caps.</summary>
    public Bounded[] Free { get; private set; } = [];

    public bool[] IsDebt { get; private set; } = [];

    public Bounded Counted(int line) => (IsDebt[line] ? Value[line] : Hedge[line] + Free[line]).Rounded();

    public void Reserve(int lines)
    {
        Raw = HotScratch.Grown(Raw, lines);
        Uncertainty = HotScratch.Grown(Uncertainty, lines);
        Value = HotScratch.Grown(Value, lines);
        Hedge = HotScratch.Grown(Hedge, lines);
        Free = HotScratch.Grown(Free, lines);
        IsDebt = HotScratch.Grown(IsDebt, lines);
    }
}
