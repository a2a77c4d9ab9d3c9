using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.RuleBooks.Perpetuals;

/// <summary>A venue's ladders by underlying, and the one that stands in where none was published.</summary>
public sealed class LadderTable
{
    private readonly Dictionary<string, BracketLadder> _ladders = new(StringComparer.Ordinal);
    private readonly BracketLadder _standIn;

    /// <exception cref="System.Text.Json.JsonException">The stand-in is none of the ladders, a coin has two, or a ladder is malformed.</exception>
    public LadderTable(IReadOnlyList<CoinLadder> ladders, string standIn)
    {
        StandIn = standIn;
        _standIn = LadderOf(ladders.FirstOrDefault(ladder => ladder.Name == standIn)
            ?? throw new System.Text.Json.JsonException($"No ladder is called '{standIn}'."));
        foreach (var ladder in ladders)
        {
            var made = LadderOf(ladder);
            foreach (var coin in ladder.Coins)
            {
                if (!_ladders.TryAdd(coin, made))
                {
                    throw new System.Text.Json.JsonException($"{coin} has two ladders.");
                }
            }
        }
    }

    /// <summary>Name of the ladder that is taken where none was published.</summary>
    public string StandIn { get; }

    public BracketLadder Of(RiskUnit unit) => _ladders.GetValueOrDefault(unit.Code, _standIn);

    /// <summary>What a report says of underlyings that have no ladder of their own.</summary>
    public IEnumerable<ModelGap> GapsOf(IEnumerable<RiskUnit> units) => units.Distinct().Order()
        .Where(unit => !_ladders.ContainsKey(unit.Code))
        .Select(unit => new ModelGap(unit.Code, $"no bracket of its own was published; the ladder '{StandIn}' stands in"));

    private static BracketLadder LadderOf(CoinLadder ladder)
    {
        try
        {
            return new BracketLadder(ladder.Brackets);
        }
        catch (ArgumentException malformed)
        {
            throw new System.Text.Json.JsonException($"Ladder '{ladder.Name}': {malformed.Message}", malformed);
        }
    }
}
