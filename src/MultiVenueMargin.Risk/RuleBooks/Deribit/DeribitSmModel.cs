using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Collateral;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Risk.RuleBooks.Deribit;

/// <summary>
/// Deribit's standard margin: every position by itself, futures at a rate that grows with size, short options by moneyness. Equity
/// counts no option at its value: a short one's is in its margin, a long one is paid for.
/// </summary>
public sealed class DeribitSmModel : IMarginModel
{
    private readonly DeribitSmParameters _rules;
    private readonly AcceptedCoins _coins;

    public DeribitSmModel(RuleBookDocument document)
    {
        Name = new ModelName(document.Model);
        Provenance = document.Provenance;
        _rules = document.ParametersAs<DeribitSmParameters>();
        _coins = new AcceptedCoins(_rules.Collateral, "Deribit");
    }

    public ModelName Name { get; }

    public ModelProvenance Provenance { get; }

    public ModelReport Evaluate(ModelBook book)
    {
        // An option's value is in no equity here, until it is delivered: then it is a payment that only has to be made.
        var delivered = book.Positions.Where(position => position.Instrument.IsDelivered && IsListed(position)).Sum(position => position.OptionValue);
        var components = book.Positions.Where(IsListed).Select(position => MarginOf(position, book.IndexOf(position.Unit))).OfType<ModelComponent>().ToList();
        return new ModelReport
        {
            Model = Name,
            Pool = book.Pool,
            Equity = Usd.Down(_coins.ValueOf(book, afterHaircuts: false) + delivered),
            InitialEquity = Usd.Down(_coins.ValueOf(book, afterHaircuts: true) + delivered),
            Components = components,
            Binding = components.MaxBy(component => component.Maintenance) is { } largest ? $"{largest.Name} {largest.Of}" : string.Empty,
            Action = new ModelAction("liquidation in rounds of one second", 1m),
            NotCovered =
            [
                .. book.Positions.Where(position => !IsListed(position))
                    .Select(position => new ModelGap(position.Name, $"no rates of {position.Unit} were published; its risk is in no figure")),
                .. _coins.NotTaken(book),
            ],
            NotModelled = BookGaps.Of(Provenance.Missing, book, "the venue margins them as if filled; they are in no figure here, and initial margin is too small by that"),
        };
    }

    private bool IsListed(ModelPosition position) => _rules.Futures.ContainsKey(position.Unit.Code);

    private ModelComponent? MarginOf(ModelPosition position, decimal index)
    {
        if (position.Instrument.IsDelivered || position.Quantity == 0)
        {
            return null;
        }

        if (position.Option is { } option)
        {
            if (position.Quantity > 0)
            {
                return null;
            }

            var right = option.Option.Right;
            var away = ShortOptionMargin.OutOfTheMoney(right, option.Inputs.Forward, option.Option.Strike.Value);
            var mark = option.Value / index;
            var worth = Math.Abs(position.Size) * index;
            return new ModelComponent(
                "short option",
                position.Name,
                Usd.Up(worth * _rules.ShortOptions.InitialOf(right, away, mark)),
                Usd.Up(worth * _rules.ShortOptions.MaintenanceOf(right, mark)),
                $"{Math.Abs(position.Size):0.########} coins, {away:0.##%} out of the money, mark {mark:0.######} coin");
        }

        var coins = Math.Abs(position.Contract.IsInverse ? position.Size / position.Future!.Price : position.Size);
        var rate = _rules.Futures[position.Unit.Code];
        return new ModelComponent(
            "position",
            position.Name,
            Usd.Up(coins * index * rate.InitialRate(coins)),
            Usd.Up(coins * index * rate.MaintenanceRate(coins)),
            $"{coins:0.########} coins at {rate.InitialRate(coins):0.####%} and {rate.MaintenanceRate(coins):0.####%}");
    }
}
