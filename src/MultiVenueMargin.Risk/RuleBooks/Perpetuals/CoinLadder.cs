namespace MultiVenueMargin.Risk.RuleBooks.Perpetuals;

/// <summary>A ladder with the coins whose contracts it is published for.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Coins">Underlyings; empty where it was published without them.</param>
/// <param name="Brackets">Ascending by floor.</param>
public sealed record CoinLadder(string Name, IReadOnlyList<string> Coins, IReadOnlyList<NotionalBracket> Brackets);
