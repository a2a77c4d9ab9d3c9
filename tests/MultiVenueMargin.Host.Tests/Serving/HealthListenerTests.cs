using System.Net;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Host.Serving;

namespace MultiVenueMargin.Host.Tests.Serving;

/// <summary>What the health addresses say while a platform recovers; the other phases are told of a whole one in <see cref="ServedHostTests"/>.</summary>
public sealed class HealthListenerTests : IAsyncLifetime
{
    private readonly HostVitals _vitals = new();
    private HealthListener? _listener;

    public async Task InitializeAsync()
    {
        using var address = ReservedAddress.Of("health.listen", new IPEndPoint(IPAddress.Loopback, 0));
        _listener = await HealthListener.OpenAsync(address, _vitals, new ToldErrors(), CancellationToken.None);
    }

    public async Task DisposeAsync() => await _listener!.DisposeAsync();

    [Fact]
    public async Task Recovery_WhileAccountsAreMissing_IsAliveAndSaysWhatItWaitsFor()
    {
        _vitals.Report(Recovering(journal: "storage refuses to read", missing: 1));

        Assert.Equal(new Asked(HttpStatusCode.OK, "alive"), await Asked.Async(_listener!.Address, "/healthz"));
        Assert.Equal(
            new Asked(
                HttpStatusCode.ServiceUnavailable,
                "starting: 3 accounts are here, 1 are missing\njournal: storage refuses to read\nmissing: ACME/desk-0: it is being read"),
            await Asked.Async(_listener.Address, "/readyz"));
    }

    [Fact]
    public async Task Recovery_WhenMoreAccountsAreMissingThanAnybodyReads_CountsThem()
    {
        _vitals.Report(Recovering("sound", missing: 5_000));

        var lines = (await Asked.Async(_listener!.Address, "/readyz")).Text.Split('\n');

        Assert.Equal(8, lines.Length);
        Assert.Equal("missing: and 4995 more", lines[^1]);
    }

    [Fact]
    public async Task Platform_WhenItsJournalFailsOrItsDoorIsNotOpen_IsAliveAndNotReady()
    {
        var sound = Recovering("sound", missing: 0) with { IsReady = true, Phase = PlatformPhase.Open };
        _vitals.Started(_ => new(sound));
        Assert.Equal(new Asked(HttpStatusCode.ServiceUnavailable, "starting: the door is not open yet"), await Asked.Async(_listener!.Address, "/readyz"));

        _vitals.Serving();
        Assert.Equal(new Asked(HttpStatusCode.OK, "ready"), await Asked.Async(_listener.Address, "/readyz"));

        _vitals.Started(_ => new(sound with { IsReady = false, Journal = "no room on the disk" }));
        Assert.Equal(new Asked(HttpStatusCode.OK, "alive"), await Asked.Async(_listener.Address, "/healthz"));
        Assert.Equal(
            new Asked(HttpStatusCode.ServiceUnavailable, "not ready: 3 accounts are here, 0 are missing\njournal: no room on the disk"), await Asked.Async(_listener.Address, "/readyz"));
    }

    [Fact]
    public async Task Recovery_WhenItFails_IsNeitherAliveNorReady()
    {
        _vitals.Report(Recovering("its loop 'shard 0' threw", missing: 0) with { Phase = PlatformPhase.Failed });

        foreach (var path in new[] { "/healthz", "/readyz" })
        {
            Assert.Equal(new Asked(HttpStatusCode.ServiceUnavailable, "failed: its loop 'shard 0' threw"), await Asked.Async(_listener!.Address, path));
        }
    }

    [Theory]
    [InlineData("GET", "/", HttpStatusCode.NotFound)]
    [InlineData("GET", "/healthz/x", HttpStatusCode.NotFound)]
    [InlineData("POST", "/healthz", HttpStatusCode.MethodNotAllowed)]
    [InlineData("HEAD", "/healthz", HttpStatusCode.OK)]
    [InlineData("HEAD", "/readyz", HttpStatusCode.ServiceUnavailable)]
    public async Task Request_WhateverElseItIs_IsAnsweredInHttp(string method, string path, HttpStatusCode code)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_listener!.Address, path));

        using var response = await client.SendAsync(request);

        Assert.Equal(code, response.StatusCode);
        Assert.False(response.Headers.Contains("Server"));
    }

    private static PlatformHealth Recovering(string journal, int missing) => new(
        false,
        journal,
        3,
        [.. Enumerable.Range(0, missing).Select(each => new MissingAccount(new AccountId(new InstitutionId("ACME"), $"desk-{each}"), "it is being read"))],
        null,
        PlatformPhase.Starting);
}
