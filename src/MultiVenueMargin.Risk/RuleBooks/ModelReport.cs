using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.RuleBooks;

/// <summary>
/// One model's answer on one book, in USD. Requirements are positive; <see cref="Components"/> add up to them exactly, so that
/// every figure can be followed to what made it.
/// </summary>
public sealed record ModelReport
{
    public required ModelName Model { get; init; }

    public required PoolId Pool { get; init; }

    /// <summary>What the book must have before it may take on more.</summary>
    public Usd Initial => Usd.Sum(Components.Select(component => component.Initial));

    /// <summary>What it must have to be left alone.</summary>
    public Usd Maintenance => Usd.Sum(Components.Select(component => component.Maintenance));

    /// <summary>What these rules count against maintenance, after their own haircuts.</summary>
    public required Usd Equity { get; init; }

    /// <summary>What they count against initial margin, where that is another figure.</summary>
    public Usd InitialEquity
    {
        get => _initialEquity ?? Equity;
        init => _initialEquity = value;
    }

    /// <summary>In the order in which the rules name them; a component may be negative (a credit).</summary>
    public required IReadOnlyList<ModelComponent> Components { get; init; }

    /// <summary>What decides: the component and scenario that bind, in words. Empty where nothing is asked.</summary>
    public string Binding { get; init; } = string.Empty;

    /// <summary>What these rules do first when the book has too little, and at which ratio of equity to maintenance.</summary>
    public required ModelAction Action { get; init; }

    /// <summary>What of the book these rules say nothing about (an instrument they do not know, a coin they do not take): it is in no requirement, and a coin counts nothing.</summary>
    public IReadOnlyList<ModelGap> NotCovered { get; init; } = [];

    /// <summary>What of the rules is missing here: not published, or needing facts that the book does not hold.</summary>
    public IReadOnlyList<ModelGap> NotModelled { get; init; } = [];

    /// <summary>Equity over maintenance; absent where nothing is required.</summary>
    public decimal? Ratio => Maintenance > Usd.Zero ? Equity.Amount / Maintenance.Amount : null;

    /// <summary>How much equity may be lost before the model acts; negative: it acts now.</summary>
    public Usd Cushion => Equity - Usd.Up(Action.AtRatio * Maintenance.Amount);

    /// <summary>Exactly on the line is safe, as MARGIN §6 has it; rules that act there say so in <see cref="ModelAction.ActsAtTheLine"/>.</summary>
    public bool Acts => Maintenance > Usd.Zero || Equity < Usd.Zero
        ? Action.ActsAtTheLine ? Equity.Amount <= Action.AtRatio * Maintenance.Amount : Equity.Amount < Action.AtRatio * Maintenance.Amount
        : false;

    private readonly Usd? _initialEquity;
}
