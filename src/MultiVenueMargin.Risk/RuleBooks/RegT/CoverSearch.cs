namespace MultiVenueMargin.Risk.RuleBooks.RegT;

/// <summary>
/// Finds the cheapest cover of one underlying. Strategies with stock and short straddles are columns with a price; all other spreads
/// are one pot per date, of short options that end by then and long ones that do not end before, which asks the worst loss at expiry.
/// One pot never asks more than several, so verticals, butterflies, condors, boxes and calendars need no columns of their own.
/// </summary>
internal sealed class CoverSearch
{
    private const int MostSteps = 4_000;

    // Amounts are read off the search to so many digits; what that leaves over stands alone.
    private const int Digits = 9;
    private const decimal Step = 0.000000001m;

    // Breaks ties between covers that ask the same to be kept.
    private const double InitialWeight = 1e-6;

    private readonly List<RegTOption> _options;
    private readonly decimal _stock;
    private readonly decimal _price;
    private readonly RegTRates _rates;
    private readonly CoverProgram _program = new();
    private readonly int[] _rows;
    private readonly int _stockRow;
    private readonly List<(int Column, CoverColumn Strategy)> _strategies = [];

    public CoverSearch(List<RegTOption> options, decimal stock, decimal price, RegTRates rates)
    {
        (_options, _stock, _price, _rates) = (options, stock, price, rates);
        _rows = [.. options.Select(option => _program.AddRow(
            (double)Math.Abs(option.Units), option.IsShort ? CostOf(StrategyRules.Naked(option, price, rates)) : 0.0))];
        _stockRow = _program.AddRow((double)Math.Abs(stock), CostOf(StrategyRules.Stock(stock < 0, price, rates)));
    }

    public static CoveredGroup NakedOption(RegTOption option, decimal price, RegTRates rates) => new(
        option.IsCall ? "naked call" : "naked put", [option], 0m, Math.Abs(option.Units) * StrategyRules.Naked(option, price, rates));

    public List<CoveredGroup> Run(out bool isLeast)
    {
        AddStrategies();
        var dates = _options.Where(option => option.IsShort).Select(option => option.Expiry).Distinct().Order().ToList();
        var pots = _options.Any(option => !option.IsShort) ? dates.Select(AddPot).ToList() : [];
        var amounts = _program.Solve(MostSteps, out isLeast);

        var left = _options.Select(option => Math.Abs(option.Units)).ToArray();
        var stockLeft = Math.Abs(_stock);
        var groups = new List<CoveredGroup>();
        foreach (var (column, strategy) in _strategies)
        {
            var units = strategy.Options.Select(at => left[at]).Append(AmountOf(amounts[column])).Min();
            units = strategy.HasStock ? Math.Min(units, stockLeft) : units;
            if (units > 0)
            {
                groups.Add(new CoveredGroup(
                    strategy.Name, [.. strategy.Options.Select(at => Part(at, units))], strategy.HasStock ? Math.Sign(_stock) * units : 0m, units * strategy.Amount));
                strategy.Options.ForEach(at => left[at] -= units);
                stockLeft -= strategy.HasStock ? units : 0m;
            }
        }

        // Each pot takes what it needs before any takes more than that.
        var taken = pots.Select(pot => Take(pot, amounts, left)).ToList();
        groups.AddRange(taken.Select(units => GroupOf(units, left)).OfType<CoveredGroup>());
        groups.AddRange(_options.Index()
            .Where(option => option.Item.IsShort && left[option.Index] > 0)
            .Select(option => NakedOption(Part(option.Index, left[option.Index]), _price, _rates)));
        if (stockLeft > 0)
        {
            groups.Add(new CoveredGroup(
                _stock < 0 ? "short stock" : "long stock", [], Math.Sign(_stock) * stockLeft, stockLeft * StrategyRules.Stock(_stock < 0, _price, _rates)));
        }

        return groups;
    }

    private void AddStrategies()
    {
        foreach (var (at, option) in _options.Index())
        {
            if (_stock != 0 && option.IsCall == (option.IsShort == _stock > 0))
            {
                // Long stock: short calls and long puts. Short stock: long calls and short puts.
                Add(new CoverColumn(
                    option.IsShort ? (option.IsCall ? "covered call" : "covered put") : (option.IsCall ? "protective call" : "protective put"),
                    [at],
                    HasStock: true,
                    !option.IsShort ? StrategyRules.Protective(option, _price, _rates)
                        : option.IsCall ? StrategyRules.CoveredCall(option, _price, _rates)
                        : StrategyRules.CoveredPut(option, _price, _rates)));
            }

            foreach (var (other, put) in _options.Index())
            {
                if (option.IsCall && !put.IsCall && ColumnOf(at, option, other, put) is { } strategy)
                {
                    Add(strategy);
                }
            }
        }
    }

    private CoverColumn? ColumnOf(int atCall, RegTOption call, int atPut, RegTOption put)
    {
        if (call.IsShort && put.IsShort)
        {
            return new CoverColumn(
                call.Strike == put.Strike ? "short straddle" : "short strangle",
                [atCall, atPut],
                HasStock: false,
                StrategyRules.ShortCallAndPut(call, put, _price, _rates));
        }

        if (call.Expiry != put.Expiry || _stock == 0 || call.IsShort == put.IsShort || call.IsShort != _stock > 0)
        {
            return null;
        }

        return call.Strike == put.Strike
            ? new CoverColumn(
                _stock > 0 ? "conversion" : "reverse conversion",
                [atCall, atPut],
                HasStock: true,
                StrategyRules.Conversion(call.IsShort ? call : put, _price, _rates))
            : _stock > 0 && put.Strike < call.Strike
                ? new CoverColumn("collar", [atCall, atPut], HasStock: true, StrategyRules.Collar(call, put, _price, _rates))
                : null;
    }

    private void Add(CoverColumn strategy)
    {
        var factors = strategy.Options.Select(at => (_rows[at], 1.0));
        var all = strategy.HasStock ? factors.Append((_stockRow, 1.0)) : factors;
        _strategies.Add((_program.AddColumn(CostOf(strategy.Amount), [.. all]), strategy));
    }

    /// <summary>The pot of a date: which column holds how much of each option. Its requirement is a column too, above the loss at every price.</summary>
    private Dictionary<int, int> AddPot(DateTimeOffset date)
    {
        var members = _options.Index().Where(option => option.Item.IsShort ? option.Item.Expiry <= date : option.Item.Expiry >= date).ToList();
        var prices = members.Select(member => member.Item.Strike).Append(0m).Distinct().ToList();
        var losses = prices.Select(_ => _program.AddRow(0.0, 0.0)).ToList();

        // Of each right no more may be short than is long: calls would lose for ever, and a put covers one put however far above it is.
        var (calls, puts) = (_program.AddRow(0.0, 0.0), _program.AddRow(0.0, 0.0));
        _program.AddColumn(1.0 + InitialWeight, [.. losses.Select(row => (row, -1.0))]);
        return members.ToDictionary(member => member.Index, member =>
        {
            var side = member.Item.IsShort ? 1.0 : -1.0;
            var factors = prices.Zip(losses, (price, row) => (row, side * Scaled(member.Item.InTheMoney(price)))).Where(factor => factor.Item2 != 0.0).ToList();
            factors.Add((_rows[member.Index], 1.0));
            factors.Add((member.Item.IsCall ? calls : puts, side));
            return _program.AddColumn(0.0, [.. factors]);
        });
    }

    /// <summary>What a pot has of each option, by the search; of a long one up to a step more, never less.</summary>
    private Dictionary<int, decimal> Take(Dictionary<int, int> pot, double[] amounts, decimal[] left)
    {
        var units = new Dictionary<int, decimal>();
        foreach (var (at, column) in pot)
        {
            var amount = AmountOf(amounts[column]);
            units[at] = Math.Min(left[at], amount > 0 && !_options[at].IsShort ? amount + Step : amount);
            left[at] -= units[at];
        }

        return units;
    }

    private CoveredGroup? GroupOf(Dictionary<int, decimal> units, decimal[] left)
    {
        // The search takes of a long option just what it needs; the rest costs nothing, and makes the spread the one that was traded.
        foreach (var at in units.Keys.Where(at => !_options[at].IsShort && units[at] > 0).ToList())
        {
            var shorts = units.Where(part => _options[part.Key].IsShort && _options[part.Key].IsCall == _options[at].IsCall).Sum(part => part.Value);
            var more = Math.Clamp(shorts - units[at], 0m, left[at]);
            units[at] += more;
            left[at] -= more;
        }

        GiveBack(units, left, ofCalls: true);
        GiveBack(units, left, ofCalls: false);
        var options = units.Where(part => part.Value > 0).Select(part => Part(part.Key, part.Value)).ToList();
        if (!options.Any(option => option.IsShort))
        {
            return null;
        }

        var loss = ExpiryPayoff.WorstLoss(options)!.Value;
        return new CoveredGroup(SpreadName.Of(options), options, 0m, new RegTAmount(loss, loss));
    }

    /// <summary>What rounding leaves of short options above the long ones is in no spread and stands alone.</summary>
    private void GiveBack(Dictionary<int, decimal> units, decimal[] left, bool ofCalls)
    {
        var excess = units.Where(part => _options[part.Key].IsCall == ofCalls).Sum(part => _options[part.Key].IsShort ? part.Value : -part.Value);
        foreach (var at in units.Keys.Where(at => _options[at].IsCall == ofCalls && _options[at].IsShort).ToList())
        {
            var back = Math.Clamp(excess, 0m, units[at]);
            units[at] -= back;
            left[at] += back;
            excess -= back;
        }
    }

    private RegTOption Part(int at, decimal units) => _options[at] with { Units = _options[at].IsShort ? -units : units };

    private double CostOf(RegTAmount amount) => Scaled(amount.Maintenance) + (InitialWeight * Scaled(amount.Initial));

    private double Scaled(decimal amount) => (double)amount / (double)_price;

    private static decimal AmountOf(double amount) => decimal.Round((decimal)amount, Digits, MidpointRounding.ToEven);
}
