using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Risk.RuleBooks.Perpetuals;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.RuleBooks.Bybit;

/// <summary>Bybit's unified account in cross mode: futures by tiers, short options by rule, loans by a rate, against the margin balance.</summary>
public sealed class BybitUnifiedModel : IMarginModel
{
    private readonly BybitUnifiedParameters _parameters;
    private readonly LadderTable _ladders;
    private readonly BybitAccount _account;

    public BybitUnifiedModel(RuleBookDocument document)
    {
        Name = new ModelName(document.Model);
        Provenance = document.Provenance;
        _parameters = document.ParametersAs<BybitUnifiedParameters>();
        _ladders = new LadderTable(_parameters.Ladders, _parameters.StandInLadder);
        _account = new BybitAccount(_parameters.Account);
    }

    public ModelName Name { get; }

    public ModelProvenance Provenance { get; }

    public ModelReport Evaluate(ModelBook book)
    {
        var covered = CoveredBook.Of(book, _ => null);
        var contracts = ListedContract.Of(covered);
        var components = LadderedFutures.Of(contracts, _ladders)
            .Concat(covered.Positions.Where(position => position.Option is not null).GroupBy(position => position.Id).SelectMany(group => OptionOf([.. group], book)))
            .Concat(_account.LoansOf(covered))
            .ToList();
        var orders = covered.Orders.Any(order => order.Instrument is PricedOptionContract)
            ? new[] { new ModelGap("option orders", "what a resting order in an option reserves is left out; a filled sale would ask more") }
            : [];
        return new ModelReport
        {
            Model = Name,
            Pool = book.Pool,
            Equity = Usd.Down(_account.MarginBalanceOf(covered, book)),
            Components = components,
            Binding = LadderedFutures.BindingOf(components),
            Action = new ModelAction("cancels orders, repays loans, then liquidates", 1m, ActsAtTheLine: true),
            NotModelled =
            [
                .. Provenance.Missing,
                .. _ladders.GapsOf(contracts.Select(contract => contract.Unit)),
                .. _account.GapsOf(covered),
                .. orders,
                .. book.Unknown,
            ],
        };
    }

    /// <summary>Of one option at all venues: nothing where it is not net short.</summary>
    private IEnumerable<ModelComponent> OptionOf(IReadOnlyList<ModelPosition> positions, ModelBook book)
    {
        var (size, option) = (positions.Sum(position => position.Size), positions[0].Option!);
        if (size >= 0)
        {
            yield break;
        }

        var (name, mark) = (positions[0].Id.Code, option.Value);
        if (option.IsDelivered)
        {
            var owed = Usd.Up(mark * -size);
            yield return new ModelComponent("option", name, owed, owed, "delivered; what it pays is owed until it is settled");
            yield break;
        }

        var index = book.IndexOf(option.Unit);
        var strike = option.Option.Strike.Value * (option.Option.IsInverse ? 1m : option.Inputs.QuoteInUsd);
        var isCall = option.Option.Right == Domain.Instruments.OptionRight.Call;
        var initial = _parameters.Options.Initial(size, index, mark, EntryOf(positions, option) ?? mark, BybitOptionTerms.OutOfTheMoney(isCall, index, strike));
        yield return new ModelComponent(
            "option",
            name,
            Usd.Up(initial),
            Usd.Up(_parameters.Options.Maintenance(size, index, mark)),
            $"short {ExactNumber.Format(-size)} at mark {ExactNumber.Format(mark)}, index {ExactNumber.Format(index)}");
    }

    /// <summary>What the shorts were sold at, in USD, where all of them say the same.</summary>
    private static decimal? EntryOf(IReadOnlyList<ModelPosition> positions, PricedOptionContract option)
    {
        var entries = positions.Where(position => position.Quantity < 0).Select(position => position.AverageEntry).Distinct().ToList();
        return entries.Count == 1 ? entries[0] * (option.Option.IsInverse ? option.UsdPerCoin : option.Inputs.QuoteInUsd) : null;
    }
}
