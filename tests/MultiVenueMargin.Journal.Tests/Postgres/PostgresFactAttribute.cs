using MultiVenueMargin.Testing.Postgres;

namespace MultiVenueMargin.Journal.Tests.Postgres;

/// <summary>A fact that needs a PostgreSQL server; skipped, with the reason, where none can be started.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresBinaries.SkipReason;
}
