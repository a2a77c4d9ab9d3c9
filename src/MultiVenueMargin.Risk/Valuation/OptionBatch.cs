using MultiVenueMargin.Risk.Pricing;

namespace MultiVenueMargin.Risk.Valuation;

/// <summary>Prices many options through the kernel's lanes, a block at a time: the same bits as one after the other.</summary>
/// <param name="priced">Takes each when it is.</param>
internal sealed class OptionBatch(Action<OptionDraft, OptionFigures> priced)
{
    private readonly GreeksKernel _kernel = new();
    private readonly OptionDraft[] _drafts = new OptionDraft[GreeksKernel.Block];
    private int _count;

    /// <summary>One more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside the domain of <see cref="Black76"/>.</exception>
    public void Add(OptionDraft draft)
    {
        var option = draft.Option;
        if (draft.IsDelivered)
        {
            priced(draft, default);
            return;
        }

        Black76.Require(option.Right, draft.Forward, draft.Strike, draft.Inputs.Volatility, draft.Time.Years);
        _kernel.Sides[_count] = Black76.Side(option.Right);
        _kernel.Forwards[_count] = draft.Forward;
        _kernel.Strikes[_count] = draft.Strike;
        _kernel.Volatilities[_count] = draft.Inputs.Volatility;
        _kernel.RootYears[_count] = draft.Time.RootYears;
        _drafts[_count] = draft;
        if (++_count == GreeksKernel.Block)
        {
            Flush();
        }
    }

    /// <summary>Prices what is still waiting.</summary>
    public void Flush()
    {
        _kernel.Run(_count);
        for (var i = 0; i < _count; i++)
        {
            priced(_drafts[i], new OptionFigures(_kernel.Prices[i], _kernel.Deltas[i], _kernel.Vegas[i], _kernel.LogMoneyness[i]));
        }

        _count = 0;
    }
}
