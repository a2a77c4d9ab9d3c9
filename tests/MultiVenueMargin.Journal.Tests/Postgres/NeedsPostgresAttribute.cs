using MultiVenueMargin.Journal.Tests.Contract;
using MultiVenueMargin.Testing.Postgres;

namespace MultiVenueMargin.Journal.Tests.Postgres;

/// <summary>The contract facts of the class run against a server of their own.</summary>
public sealed class NeedsPostgresAttribute : NeedsAttribute
{
    public override string? SkipReason => PostgresBinaries.SkipReason;
}
