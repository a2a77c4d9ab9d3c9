using MultiVenueMargin.Journal.Postgres;

namespace MultiVenueMargin.Journal.Tests.Postgres;

public sealed class PostgresJournalOptionsTests
{
    private static readonly PostgresJournalOptions Default = new() { ConnectionString = "Host=localhost" };

    [Fact]
    public void Options_WhenOnlyTheConnectionIsGiven_AreTheDocumentedOnes()
    {
        Default.Validate();
        Assert.Equal(
            ("mvm_journal", 4096, 67_108_864L, 8_388_608, 1024, 8_388_608, 5.0, 30.0, 15.0, 5.0),
            (Default.Schema, Default.MaxInFlight, Default.MaxInFlightBytes, Default.MaxCommitBytes, Default.MaxGroup, Default.MaxGroupBytes, Default.ConnectTimeout.TotalSeconds,
                Default.AnswerTimeout.TotalSeconds, Default.PartitionTimeout.TotalSeconds, Default.SilentWriterTimeout.TotalSeconds));
    }

    [Fact]
    public void Options_WhenTheyCannotWork_AreRefusedByName()
    {
        (PostgresJournalOptions Options, string Name)[] wrong =
        [
            (Default with { ConnectionString = " " }, "ConnectionString"),
            (Default with { Schema = "" }, "Schema"),
            (Default with { Schema = "a; DROP SCHEMA b" }, "Schema"),
            (Default with { Schema = "Mixed" }, "Schema"),
            (Default with { Schema = "a\n" }, "Schema"),
            (Default with { Schema = new string('a', 41) }, "Schema"),
            (Default with { MaxInFlight = 0 }, "MaxInFlight"),
            (Default with { MaxInFlight = 1_000_001 }, "MaxInFlight"),
            (Default with { MaxInFlightBytes = Default.MaxCommitBytes - 1 }, "MaxInFlightBytes"),
            (Default with { MaxCommitBytes = 0 }, "MaxCommitBytes"),
            (Default with { MaxGroup = 0 }, "MaxGroup"),
            (Default with { MaxGroupBytes = 0 }, "MaxGroupBytes"),
            (Default with { MaxGroupBytes = 300_000_000 }, "MaxGroupBytes"),
            (Default with { ConnectTimeout = TimeSpan.Zero }, "ConnectTimeout"),
            (Default with { ConnectTimeout = TimeSpan.FromMilliseconds(1500) }, "ConnectTimeout"),
            (Default with { AnswerTimeout = TimeSpan.FromHours(1) }, "AnswerTimeout"),
            (Default with { AnswerTimeout = TimeSpan.FromSeconds(15) }, "AnswerTimeout"),
            (Default with { PartitionTimeout = TimeSpan.FromSeconds(5) }, "PartitionTimeout"),
            (Default with { SilentWriterTimeout = TimeSpan.FromSeconds(-1) }, "SilentWriterTimeout"),
        ];

        Assert.All(wrong, each => Assert.Equal(each.Name, Assert.Throws<ArgumentException>(each.Options.Validate).ParamName));
    }
}
