namespace MultiVenueMargin.Risk.RuleBooks.Perpetuals;

/// <summary>
/// Tiered maintenance margin as Binance, Bybit and Hyperliquid publish it: MM = notional · rate_k − cum_k with
/// cum_k = cum_{k−1} + floor_k · (rate_k − rate_{k−1}). That is Σ slice · rate, so the requirement has no jump at a floor.
/// </summary>
public sealed class BracketLadder
{
    private readonly NotionalBracket[] _brackets;
    private readonly decimal[] _deductions;

    /// <param name="brackets">Ascending by floor, the first from zero.</param>
    public BracketLadder(IEnumerable<NotionalBracket> brackets)
    {
        _brackets = [.. brackets];
        if (_brackets.Length == 0 || _brackets[0].Floor != 0)
        {
            throw new ArgumentException("A ladder begins with a bracket from zero.", nameof(brackets));
        }

        if (_brackets.Any(bracket => bracket.Rate is < 0 or > 1 || bracket.MaxLeverage < 1))
        {
            throw new ArgumentException("A bracket's rate lies between 0 and 1, and its leverage is at least 1.", nameof(brackets));
        }

        _deductions = new decimal[_brackets.Length];
        for (var at = 1; at < _brackets.Length; at++)
        {
            var (below, bracket) = (_brackets[at - 1], _brackets[at]);
            if (bracket.Floor <= below.Floor || bracket.Rate < below.Rate || bracket.MaxLeverage > below.MaxLeverage)
            {
                throw new ArgumentException("Floors ascend, and a larger position is asked no smaller a rate and given no more leverage.", nameof(brackets));
            }

            _deductions[at] = _deductions[at - 1] + (bracket.Floor * (bracket.Rate - below.Rate));
        }
    }

    public IReadOnlyList<NotionalBracket> Brackets => _brackets;

    /// <summary>Of a notional of either sign: the highest bracket whose floor it reaches.</summary>
    public BracketMargin At(decimal notional)
    {
        var size = Math.Abs(notional);
        var at = Array.FindLastIndex(_brackets, bracket => bracket.Floor <= size);
        var bracket = _brackets[at];
        return new BracketMargin(bracket, _deductions[at], (size * bracket.Rate) - _deductions[at], size / bracket.MaxLeverage);
    }

    /// <summary>A ladder stated as slices, each with the notional at which it ends: Bybit's tables. What lies above the last end is asked the last rate.</summary>
    public static BracketLadder OfSlices(IReadOnlyList<(decimal? UpTo, decimal Rate)> slices)
    {
        var brackets = new List<NotionalBracket>(slices.Count);
        var floor = 0m;
        foreach (var (upTo, rate) in slices)
        {
            brackets.Add(new NotionalBracket(floor, rate, MaxLeverage: 1m));
            floor = upTo ?? floor;
        }

        return new BracketLadder(brackets);
    }
}
