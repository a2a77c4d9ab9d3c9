using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>A position of a pool that counts, by unit, then in instrument order.</summary>
/// <param name="Row">Its instrument in the market.</param>
/// <param name="Quantity">Signed contracts.</param>
/// <param name="AsOf">When it was last known to be true, in UTC ticks.</param>
/// <param name="Status">What the compiled groups assume of its instrument.</param>
/// <param name="OptionLocation">Where its value is netted, among the pool's locations with options; −1: it is no option.</param>
internal readonly record struct HeldSlot(int Row, double Quantity, long AsOf, HotStatus Status, int OptionLocation);

/// <summary>A position that does not count.</summary>
/// <param name="Row">Its instrument.</param>
/// <param name="AsOf">When it was last known to be true.</param>
/// <param name="IsPriced">Whether its instrument can be priced, so that age alone keeps it out.</param>
internal readonly record struct ExcludedSlot(int Row, long AsOf, bool IsPriced);

/// <summary>Resting orders in one instrument at one venue.</summary>
/// <param name="Row">The instrument.</param>
/// <param name="Status">What was assumed of it.</param>
/// <param name="HasScan">Whether its base moves with a unit.</param>
/// <param name="Held">What is held of it there.</param>
/// <param name="Bids">Σ of the bids.</param>
/// <param name="Asks">Σ of the asks.</param>
/// <param name="LevelFrom">Its limits among the pool's: bids first.</param>
/// <param name="AskFrom">Where its asks begin.</param>
/// <param name="LevelTo">Where they end.</param>
internal readonly record struct CompiledOrders(
    int Row, HotStatus Status, bool HasScan, double Held, double Bids, double Asks, int LevelFrom, int AskFrom, int LevelTo);

/// <summary>Orders at one limit.</summary>
internal readonly record struct OrderLevel(double Limit, double Quantity);

/// <summary>A venue that speaks for itself.</summary>
/// <param name="Location">It, among the pool's locations.</param>
/// <param name="AsOf">When it spoke, in UTC ticks.</param>
/// <param name="IsComplete">Whether it said equity and maintenance margin.</param>
/// <param name="Shortfall">MM − equity.</param>
/// <param name="Spare">(equity − IM, else MM)⁺.</param>
/// <param name="RouteFrom">Its sources among the pool's routes, fastest first.</param>
/// <param name="RouteTo">Where they end.</param>
/// <param name="HasRuleBook">Whether its rule book stands in where it cannot be used.</param>
internal readonly record struct CompiledStatement(
    int Location, long AsOf, bool IsComplete, Bounded Shortfall, Bounded Spare, int RouteFrom, int RouteTo, bool HasRuleBook);

/// <summary>Two units of the pool that may earn credit.</summary>
/// <param name="Pair">The pair in the rules.</param>
/// <param name="First">The first unit among the pool's.</param>
/// <param name="Second">The second.</param>
internal readonly record struct CompiledCreditPair(int Pair, int First, int Second);

/// <summary>One pool of a book in flat arrays. A patch changes what stands in them, never how many there are.</summary>
internal sealed class CompiledPool
{
    public required PoolId Pool { get; init; }

    /// <summary>Why no figure can be given at all; none in an ordinary book.</summary>
    public required HotGap Gap { get; init; }

    /// <summary>Something here is unknown whatever the market says: a lost feed, a position without a price.</summary>
    public required bool IsUnknown { get; init; }

    public required HeldSlot[] Slots { get; init; }

    public required ExcludedSlot[] Excluded { get; init; }

    public required CompiledLine[] Lines { get; init; }

    public required CompiledLot[] Lots { get; init; }

    public required CompiledUnit[] Units { get; init; }

    public required int LocationCount { get; init; }

    /// <summary>1 − h_l of each location with options.</summary>
    public required double[] OptionLocations { get; init; }

    public required CompiledCapGroup[] AssetGroups { get; init; }

    public required CompiledCapGroup[] IssuerGroups { get; init; }

    public required CompiledCapGroup[] VenueGroups { get; init; }

    public required int BorrowGroups { get; init; }

    public required CompiledOrders[] Orders { get; init; }

    public required OrderLevel[] OrderLevels { get; init; }

    public required CompiledStatement[] Statements { get; init; }

    /// <summary>Sources of the statements' routes among the pool's locations.</summary>
    public required int[] Routes { get; init; }

    public required CompiledCreditPair[] CreditPairs { get; init; }

    public required PoolPlaces Places { get; init; }
}
