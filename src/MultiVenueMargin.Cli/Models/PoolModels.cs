using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Comparing;

namespace MultiVenueMargin.Cli.Models;

/// <summary>What was asked of one pool.</summary>
/// <param name="Pool">Which.</param>
/// <param name="Models">Rule books side by side, in the order asked for.</param>
/// <param name="Drifts">Each venue that states figures beside its rule book, where the rules name one.</param>
/// <param name="Layouts">Where the book costs least; absent where that was not asked.</param>
internal sealed record PoolModels(
    PoolId Pool, IReadOnlyList<ComparedModel> Models, IReadOnlyList<ModelDrift> Drifts, IReadOnlyList<BookSplit>? Layouts);
