using System.Globalization;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Valuation;
using MultiVenueMargin.Risk.RuleBooks;
using MultiVenueMargin.Risk.RuleBooks.Books;

namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>One large book under every margin model that ships: the house's own report, and what each venue's rules make of the same positions.</summary>
internal sealed class ModelBench
{
    private readonly string _size;
    private readonly IReadOnlyList<(ModelName Model, Repeated Report)> _models;

    public ModelBench(RiskScale scale)
    {
        var street = new RiskStreet(scale.Instruments, scale.Large, units: 2);
        var market = new PricedMarket(street.Market(), RiskStreet.Rules);
        var book = ModelBook.Of(street.BookOf(0, scale.Large), PoolId.Cross, market);
        _size = string.Create(CultureInfo.InvariantCulture, $"{scale.Large} positions, half options, two underlyings, three venues, on a market that is priced");
        _models = [.. ModelCatalogue.Shipped.Models.Select(model => (model.Name, new Repeated(1, () => model.Evaluate(book).Components.Count)))];
    }

    public IEnumerable<Repeated> All => _models.Select(model => model.Report);

    public IEnumerable<BenchRow> Rows()
    {
        var house = _models.First(model => model.Model == HouseMargin.Instance.Name).Report;
        return _models.Select(model => new BenchRow(
            $"margin model {model.Model}", _size, model.Report.Milliseconds, "ms", null, model.Report.Seconds / house.Seconds, "the house's"));
    }
}
