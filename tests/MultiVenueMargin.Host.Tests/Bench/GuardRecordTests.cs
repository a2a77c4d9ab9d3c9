using System.Text.Json;
using MultiVenueMargin.Host.Bench.Margins;

namespace MultiVenueMargin.Host.Tests.Bench;

public sealed class GuardRecordTests
{
    private static readonly GuardRecord Record = new(
        GuardRecord.SchemaName, "by hand", CompiledAtOnce: true, RatioFactor: 2, BytesFactor: 1.5,
        [new("scan", Ratio: 4, To: "sums"), new("allocated: book", Bytes: 1_000), new("allocated: scan", Bytes: 0)]);

    [Theory]
    [InlineData(4, 1_000)]
    [InlineData(8, 1_500)]
    [InlineData(2, 667)]
    public void Row_WithinItsFactor_IsWhereItWas(double ratio, double bytes) => Assert.Empty(Record.Departures(Measured(ratio, bytes)));

    [Theory]
    [InlineData(8.01, 1_000, 0, "scan: 8.01 of sums, recorded 4 of sums, may be 2 to 8")]
    [InlineData(1.99, 1_000, 0, "scan: 1.99 of sums, recorded 4 of sums, may be 2 to 8")]
    [InlineData(double.NaN, 1_000, 0, "scan: NaN of sums, recorded 4 of sums, may be 2 to 8")]
    [InlineData(4, 1_501, 0, "allocated: book: 1,501 bytes, recorded 1,000, may be 667 to 1,500")]
    [InlineData(4, 600, 0, "allocated: book: 600 bytes, recorded 1,000, may be 667 to 1,500")]
    [InlineData(4, 1_000, 1, "allocated: scan: 1 bytes, recorded 0, may be 0 to 0")]
    public void Row_BeyondItsFactor_IsNamedWithItsBand(double ratio, double bytes, double none, string said) =>
        Assert.Equal([said], Record.Departures(Measured(ratio, bytes, none)));

    [Fact]
    public void Row_ThatOnlyOneSideHas_IsNamed()
    {
        List<GuardFigure> measured = [.. Measured(4, 1_000).Skip(1), new("another", Ratio: 1, To: "sums")];

        Assert.Equal(["scan: recorded, and not measured any more", "another: measured, and not recorded"], Record.Departures(measured));
    }

    [Fact]
    public void Row_ThatIsHeldAgainstSomethingElse_IsNamed()
    {
        List<GuardFigure> measured = [new("scan", Ratio: 4, To: "the kernel"), .. Measured(4, 1_000).Skip(1)];

        Assert.Equal(["scan: 4 of the kernel, recorded 4 of sums, may be 2 to 8"], Record.Departures(measured));
    }

    [Fact]
    public void Record_WhenWrittenAndRead_IsTheSame()
    {
        var read = GuardRecord.Read(Record.ToJson());

        Assert.Equal(Record with { Rows = read.Rows }, read);
        Assert.Equal(Record.Rows, read.Rows);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{ "schema": "books/1", "recorded": "", "compiled_at_once": true, "ratio_factor": 2, "bytes_factor": 2, "rows": [] }""")]
    [InlineData("""{ "schema": "mvm-bench-guard/1", "recorded": "", "compiled_at_once": true, "ratio_factor": 0.5, "bytes_factor": 2, "rows": [] }""")]
    [InlineData("""{ "schema": "mvm-bench-guard/1", "recorded": "", "compiled_at_once": true, "ratio_factor": 2, "bytes_factor": 2, "rows": [], "nanoseconds": 3 }""")]
    [InlineData("""{ "schema": "mvm-bench-guard/1", "recorded": "", "compiled_at_once": true, "ratio_factor": 2, "bytes_factor": 2, "rows": [null] }""")]
    [InlineData("""{ "schema": "mvm-bench-guard/1", "recorded": "", "compiled_at_once": true, "ratio_factor": 2, "bytes_factor": 2, "rows": [{ "name": "scan" }] }""")]
    [InlineData("""{ "schema": "mvm-bench-guard/1", "recorded": "", "compiled_at_once": true, "ratio_factor": 2, "bytes_factor": 2, "rows": [{ "name": "scan", "ratio": 0, "to": "sums" }] }""")]
    [InlineData("""{ "schema": "mvm-bench-guard/1", "recorded": "", "compiled_at_once": true, "ratio_factor": 2, "bytes_factor": 2, "rows": [{ "name": "scan", "bytes": -1 }] }""")]
    public void Record_ThatIsNone_IsRefused(string json) => Assert.ThrowsAny<JsonException>(() => GuardRecord.Read(json));

    private static List<GuardFigure> Measured(double ratio, double bytes, double none = 0) =>
        [new("scan", Ratio: ratio, To: "sums"), new("allocated: book", Bytes: bytes), new("allocated: scan", Bytes: none)];
}
