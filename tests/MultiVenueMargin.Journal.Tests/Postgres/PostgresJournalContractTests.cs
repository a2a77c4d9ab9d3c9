using MultiVenueMargin.Journal.Tests.Contract;

namespace MultiVenueMargin.Journal.Tests.Postgres;

[NeedsPostgres]
public sealed class PostgresJournalContractTests(PostgresFixture fixture) : JournalContract, IClassFixture<PostgresFixture>
{
    protected override async ValueTask<JournalHarness> CreateHarnessAsync() => new PostgresHarness(await fixture.ServerAsync(), fixture.NextSchema());
}
