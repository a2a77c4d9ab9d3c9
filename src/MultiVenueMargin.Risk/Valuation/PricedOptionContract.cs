using System.Buffers;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Pricing;
using MultiVenueMargin.Risk.Scenarios;

namespace MultiVenueMargin.Risk.Valuation;

/// <summary>
/// A European option: V = X·D·B(F, K, σ, T) USD per unit of the underlying (MARGIN §1). The discount D is held while
/// scenarios move F and σ, for both premium styles.
/// </summary>
public sealed class PricedOptionContract : PricedInstrument
{
    // Volatility moves of a scan that differ: up, same and down, and two rotations where the rules have them.
    private const int MostKinds = 8;

    private readonly double _forward;
    private readonly double _strike;
    private readonly double _factor;
    private readonly decimal _contractFactor;
    private readonly OptionFigures _figures;

    internal PricedOptionContract(OptionDraft draft, OptionFigures figures)
        : base(draft.Option, draft.Mark, draft.Now, draft.Scan)
    {
        var (option, inputs) = (draft.Option, draft.Inputs);
        Option = option;
        Inputs = inputs;
        Time = draft.Time;
        _forward = draft.Forward;
        _strike = draft.Strike;
        _figures = figures;
        UsdFactor = inputs.QuoteInUsd * inputs.Discount;
        UsdPerCoin = draft.Index;
        _contractFactor = Kernel.WithoutTrailingZeros(option.Multiplier * UsdFactor);
        _factor = (double)_contractFactor;
        ModelValue = IsDelivered
            ? inputs.QuoteInUsd * PayoffAt(draft.Mark.Delivery!.Value.Value)
            : UsdFactor * Kernel.ToDecimal(figures.Price);
        Value = IsExpired ? ModelValue
            : draft.Unshocked is { } unshocked ? ModelValue + (unshocked.Value - unshocked.ModelValue)
            : inputs.MarkInUsd ?? ModelValue;
        if (!IsDelivered)
        {
            Delta = Kernel.ToDecimal(Kernel.ToDouble(_contractFactor * inputs.Forward) * figures.Delta);
            Vega = IsExpired ? 0m : Kernel.ToDecimal(0.01 * _factor * figures.Vega);
        }
    }

    public EuropeanOption Option { get; }

    /// <summary>Where forward, volatility, discount and mark came from.</summary>
    public OptionInputs Inputs { get; }

    /// <summary>d: 365·T.</summary>
    public double DaysToExpiry => Time.Days;

    /// <summary>T and what follows from it.</summary>
    internal TimeToExpiry Time { get; }

    /// <summary>S: what a coin premium is worth.</summary>
    public decimal UsdPerCoin { get; }

    /// <summary>X·D.</summary>
    public decimal UsdFactor { get; }

    /// <summary>V of the model, per unit of the underlying.</summary>
    public decimal ModelValue { get; }

    /// <summary>
    /// What equity counts per unit of the underlying: the venue's mark, the model's value where there is none. In a
    /// perturbed market the model's value and what the mark differed from it before.
    /// </summary>
    public decimal Value { get; }

    /// <summary>Whether the value rests on the venue's mark rather than on the model alone.</summary>
    public bool IsMarked => !IsExpired && Inputs.MarkInUsd is not null;

    /// <summary>Value of one contract.</summary>
    public decimal ContractValue => Option.Multiplier * Value;

    public override decimal Delta { get; }

    /// <summary>USD per volatility point.</summary>
    public decimal Vega { get; }

    /// <summary>What one unit pays at a price of the underlying in the strike's currency.</summary>
    public decimal PayoffAt(decimal price) => Option.Right == OptionRight.Call
        ? Kernel.Positive(price - Option.Strike.Value)
        : Kernel.Positive(Option.Strike.Value - price);

    private protected override RiskArray PriceOver(ScenarioSet set)
    {
        var rented = ArrayPool<double>.Shared.Rent(RoomFor(set));
        var array = RiskArray.Of(set, _contractFactor, _factor, Changes(set, rented).ToArray());
        ArrayPool<double>.Shared.Return(rented);
        return array;
    }

    private protected override void FillOver(ScenarioSet set, Span<double> profits)
    {
        var rented = ArrayPool<double>.Shared.Rent(RoomFor(set));
        new ScenarioProfits(_factor, Changes(set, rented)).CopyTo(profits);
        ArrayPool<double>.Shared.Return(rented);
    }

    private static int RoomFor(ScenarioSet set) => (2 * set.Growths.Length) + RiskArrayKernel.RoomLength;

    /// <summary>How much B changes in every scenario.</summary>
    private ReadOnlySpan<double> Changes(ScenarioSet set, double[] room)
    {
        var lanes = set.Growths.Length;
        var volatilities = room.AsSpan(0, lanes);
        var changes = room.AsSpan(lanes, lanes);
        FillVolatilities(set.Volatilities, volatilities);
        RiskArrayKernel.PriceChangesTrusted(
            Option.Right,
            _forward,
            _strike,
            _figures.LogMoneyness,
            Time.RootYears,
            _figures.Price,
            set.Growths,
            set.LogGrowths,
            volatilities,
            room.AsSpan(2 * lanes, RiskArrayKernel.RoomLength),
            changes);
        return changes[..set.Count];
    }

    private void FillVolatilities(VolatilityMoves moves, Span<double> volatilities)
    {
        if (moves.AreFactors)
        {
            moves.Multiply(Inputs.Volatility, volatilities);
            return;
        }

        Span<double> shocked = stackalloc double[MostKinds];
        shocked = moves.Kinds.Length <= MostKinds ? shocked : new double[moves.Kinds.Length];
        for (var i = 0; i < moves.Kinds.Length; i++)
        {
            shocked[i] = Shocked(moves.Kinds[i]);
        }

        moves.Spread(shocked, volatilities);
    }

    /// <summary>σ′ of one volatility move; shocks act on the instrument's own σ (sticky strike).</summary>
    private double Shocked(VolatilityMove move)
    {
        var volatility = Inputs.Volatility;
        switch (move.Kind)
        {
            case VolatilityMoveKind.Same:
                return volatility;
            case VolatilityMoveKind.Up:
                return Math.Max(volatility * Time.VolatilityUp, Time.LeastVolatilityUp);
            case VolatilityMoveKind.Down:
                return Math.Max(volatility * Time.VolatilityDown, 0);
            case VolatilityMoveKind.Factor:
                return volatility * move.Size;
            case VolatilityMoveKind.Rotation:
                var moneyness = Math.Clamp(KernelMath.LogRatio(_strike, _forward), -1, 1);
                return Math.Max(volatility * (1 + (move.Size * moneyness)), 0);
            default:
                throw new ArgumentOutOfRangeException(nameof(move), move.Kind, "Not a volatility move.");
        }
    }
}
