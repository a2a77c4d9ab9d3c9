using System.Globalization;
using System.Text;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Tests.Properties;

/// <summary>
/// A whole input of the house model. It knows the number it was drawn by, so that a failure can be drawn again
/// (<see cref="RandomBooks.Number"/>), and it can be read: the text holds everything its figures depend on.
/// </summary>
public sealed record BookCase(int Number, Book Book, MarketSnapshot Market, RuleSet Rules)
{
    public PricedMarket Priced => new(Market, Rules);

    public MarginReport Evaluate() => HouseModel.Evaluate(Book, Market, Rules);

    public override string ToString()
    {
        var text = new StringBuilder();
        Say($"book RandomBooks.Number({Number}), perhaps cut down, rules {Rules.Version}, valued at {Market.AsOf:u}");
        foreach (var line in Book.Lines)
        {
            Say($"  line {line.Pool} {line.Name} {line.Bridge} {line.Finality} balance {line.Balance} profit {line.UnrealisedProfit} owed {line.Owed} age {Market.AsOf - line.AsOf}");
        }

        foreach (var position in Book.Positions)
        {
            Say($"  position {position.Pool} {position.Name} {position.Quantity} entry {position.AverageEntry} age {Market.AsOf - position.AsOf}");
        }

        foreach (var order in Book.Orders)
        {
            Say($"  order {order.Pool} {order.Instrument}@{order.Venue} {order.Side} {order.Quantity} at {order.Limit}");
        }

        foreach (var (venue, statement) in Book.VenueStatements)
        {
            Say($"  statement {venue} equity {statement.Equity} IM {statement.InitialMargin} MM {statement.MaintenanceMargin}");
        }

        foreach (var route in Book.Routes)
        {
            Say($"  route {route.From} to {route.To} in {route.Duration}");
        }

        foreach (var (pool, state) in Book.PriorStates)
        {
            Say($"  before: {pool} {state}{(Book.ExpiredCalls.Contains(pool) ? ", call expired" : string.Empty)}");
        }

        foreach (var feed in Book.LostFeeds)
        {
            Say($"  lost feed {feed.Pool} {feed.Location} {feed.Silence}");
        }

        foreach (var (asset, mark) in Market.Prices.OrderBy(pair => pair.Key).Where(pair => IsUsed(pair.Key)))
        {
            Say($"  price {asset} {mark.Mark} ±{mark.Confidence} age {Market.AsOf - mark.AsOf}");
        }

        foreach (var (id, mark) in Market.Marks.OrderBy(pair => pair.Key).Where(pair => IsUsed(pair.Key)))
        {
            Say($"  mark {id} {mark.Mark} ±{mark.Confidence} age {Market.AsOf - mark.AsOf} iv {mark.ImpliedVolatility} forward {mark.Forward} delivery {mark.Delivery} funding {mark.PredictedFunding} half spread {mark.HalfSpread} ADV {mark.AverageDailyVolume} depth {string.Join(' ', mark.Depth.Select(level => $"{level.Coins}@{level.Distance}"))}");
        }

        foreach (var (unit, said) in Market.Units.OrderBy(pair => pair.Key))
        {
            Say($"  unit {unit} ADV {said.AverageDailyVolume} σ_day {said.DailyVolatility} r {said.InterestRate} smiles {string.Join(' ', said.Smiles.Keys)} history {said.History?.PriceReturns.Count}");
        }

        foreach (var correlation in Market.Correlations)
        {
            Say($"  {correlation}, stress flag {Market.StressFlag}");
        }

        return text.ToString();

        void Say(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    private bool IsUsed(Asset asset) => Book.Lines.Any(line => line.Asset == asset)
        || Market.Instruments.Values.OfType<Derivative>().Any(contract =>
            IsUsed(contract.Id) && (contract.Quote == asset || contract.Unit.NativeCoin == asset));

    private bool IsUsed(InstrumentId id) =>
        Book.Positions.Any(position => position.Instrument == id) || Book.Orders.Any(order => order.Instrument == id);
}
