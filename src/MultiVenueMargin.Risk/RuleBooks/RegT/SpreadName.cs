namespace MultiVenueMargin.Risk.RuleBooks.RegT;

/// <summary>What people call a spread of options with a bounded loss. A name decides nothing: all ask their worst loss at expiry.</summary>
internal static class SpreadName
{
    public static string Of(IReadOnlyList<RegTOption> options)
    {
        var legs = options.OrderBy(option => option.Expiry).ThenBy(option => option.Strike).ThenBy(option => option.IsCall).ToList();
        var smallest = legs.Min(leg => Math.Abs(leg.Units));
        var shape = string.Concat(legs.Select(leg => $"{(leg.IsCall ? 'C' : 'P')}{leg.Units / smallest:+0.###;-0.###}"));
        var strikes = legs.Select(leg => leg.Strike).Distinct().Count();
        return legs.Select(leg => leg.Expiry).Distinct().Count() > 1 ? OverDates(shape, strikes) : OnOneDate(shape, strikes);
    }

    private static string OverDates(string shape, int strikes) => (shape, strikes) switch
    {
        ("C-1C+1" or "P-1P+1", 1) => "calendar spread",
        ("C-1C+1" or "P-1P+1", _) => "diagonal spread",
        _ => "spread over several expiries",
    };

    private static string OnOneDate(string shape, int strikes) => (shape, strikes) switch
    {
        ("C-1C+1" or "C+1C-1" or "P-1P+1" or "P+1P-1", 2) => "vertical spread",
        ("C+1C-2C+1" or "P+1P-2P+1" or "C-1C+2C-1" or "P-1P+2P-1", 3) => "butterfly",
        ("C+1C-1C-1C+1" or "P+1P-1P-1P+1" or "C-1C+1C+1C-1" or "P-1P+1P+1P-1", 4) => "condor",
        ("P+1P-1C-1C+1" or "P-1P+1C+1C-1", 4) => "iron condor",
        ("P+1P-1C-1C+1" or "P-1P+1C+1C-1", 3) => "iron butterfly",
        ("P+1C-1P-1C+1" or "P-1C+1P+1C-1", 2) => "box",
        ("C-1C+1C+1" or "P+1P+1P-1", 3) => "ladder",
        _ => "spread with a bounded loss",
    };
}
