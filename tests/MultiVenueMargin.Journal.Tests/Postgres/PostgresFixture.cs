using MultiVenueMargin.Testing.Postgres;

namespace MultiVenueMargin.Journal.Tests.Postgres;

/// <summary>
/// One server for the tests of a class, which run one after the other; each has a schema of its own. Started by the first that asks:
/// the fixture is made even where all are skipped.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private PostgresServer? _server;
    private int _schemas;

    public string NextSchema() => $"test_{++_schemas}";

    public async Task<PostgresServer> ServerAsync() => _server ??= await PostgresServer.StartAsync();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
