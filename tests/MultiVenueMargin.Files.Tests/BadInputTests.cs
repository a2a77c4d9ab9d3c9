using System.Text;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Testing;
using MultiVenueMargin.Testing.Files;

namespace MultiVenueMargin.Files.Tests;

/// <summary>Every kind of bad input: refused, at its place, with what was found and what to do (DESIGN §7).</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("\"12.5\"", "\"NaN\"", "lines[0].balance", "\"NaN\" is not a plain decimal number", "Write plain decimal digits")]
    [InlineData("\"12.5\"", "\"Infinity\"", "lines[0].balance", "\"Infinity\" is not a plain decimal number", "no NaN or infinity")]
    [InlineData("\"12.5\"", "\"-inf\"", "lines[0].balance", "\"-inf\" is not a plain decimal number", "Write plain decimal digits")]
    [InlineData("\"12.5\"", "\"1e999\"", "lines[0].balance", "\"1e999\" is not a plain decimal number", "no exponent beyond ±64")]
    [InlineData("\"12.5\"", "1e999999999", "lines[0].balance", "\"1e999999999\" is not a plain decimal number", "no exponent beyond ±64")]
    [InlineData("\"12.5\"", "\"1e40\"", "lines[0].balance", "\"1e40\" is beyond ±7.9·10^28", "check the unit and the decimals of the token")]
    [InlineData("\"12.5\"", "\"1e27\"", "lines[0].balance", "is 1000000000000000000000000000", "Here belongs a quantity, between")]
    [InlineData("\"12.5\"", "\"0.12345678901234567890123456789\"", "lines[0].balance", "more than 28 significant digits", "nothing is rounded silently")]
    [InlineData("\"12.5\"", "\"1,000\"", "lines[0].balance", "\"1,000\" is not a plain decimal number", "no separators or spaces")]
    [InlineData("\"12.5\"", "\" 12\"", "lines[0].balance", "\" 12\" is not a plain decimal number", "no separators or spaces")]
    [InlineData("\"12.5\"", "\"0x1F\"", "lines[0].balance", "\"0x1F\" is not a plain decimal number", "Write plain decimal digits")]
    [InlineData("\"12.5\"", "\"\"", "lines[0].balance", "is an empty text", "Write plain decimal digits")]
    [InlineData("\"12.5\"", "true", "lines[0].balance", "is true", "Write a number")]
    [InlineData("\"12.5\"", "null", "lines[0].balance", "is null", "Write a number")]
    [InlineData("\"12.5\"", "[1]", "lines[0].balance", "is a list", "Write a number")]
    [InlineData("\"80000\"", "\"-1\"", "orders[0].limit", "is -1", "Here belongs a price, between 0 and")]
    [InlineData("\"expired_calls\"", "\"expired_call\"", "expired_call", "is not known here", "Write \"expired_calls\" if that is what is meant")]
    [InlineData("\"balance\": \"12.5\"", "\"x\": 1, \"balance\": \"12.5\"", "lines[0].x", "is not known here", "Remove it; known are pool, location")]
    [InlineData(", \"balance\": \"12.5\"", "", "lines[0].balance", "is missing", "Add \"balance\" to lines[0]")]
    [InlineData("\"account\": \"acme/desk\",", "", "account", "is missing", "Add \"account\"")]
    [InlineData("\"balance\": \"12.5\"", "\"balance\": \"12.5\", \"balance\": \"13\"", "lines[0].balance", "stands there twice", "Keep one of the two")]
    [InlineData("\"bid\"", "\"buy\"", "orders[0].side", "\"buy\" is not known here", "Write one of bid, ask")]
    [InlineData("\"bid\"", "\"unspecified\"", "orders[0].side", "\"unspecified\" is not known here", "Write one of bid, ask")]
    [InlineData("\"bid\"", "1", "orders[0].side", "is the number 1", "Write one of bid, ask")]
    [InlineData("\"multisig\"", "\"Multisig\"", "lines[2].bridge", "\"Multisig\" is not known here", "native, burn_and_mint, light_client, multisig")]
    [InlineData("\"cross\": \"call\"", "\"cross\": \"unknown\"", "prior_states.cross", "\"unknown\" is not known here", "Write one of healthy, notice, call")]
    [InlineData("\"confirmations\": 3", "\"confirmations\": 3.5", "lines[2].finality.confirmations", "is 3.5", "Write a whole number")]
    [InlineData("\"confirmations\": 3", "\"confirmations\": 99999999999", "lines[2].finality.confirmations", "is 99999999999", "a whole number, between")]
    [InlineData("\"acme/desk\"", "\"acme\"", "account", "\"acme\" is not an account", "Write institution and account with a slash")]
    [InlineData("\"asset\": \"BTC\"", "\"asset\": \"B TC\"", "lines[0].asset", "\"B TC\" is not a name", "Write 1 to 32 visible characters")]
    [InlineData("\"asset\": \"BTC\"", "\"asset\": \"\\u0007\"", "lines[0].asset", "\"\\u0007\" is not a name", "Write 1 to 32 visible characters")]
    [InlineData("\"asset\": \"BTC\"", "\"asset\": \"\\ud800\"", "lines[0].asset", "is not valid Unicode", "without \\u escapes")]
    [InlineData("\"2026-03-02T08:59:56Z\"", "\"2026-03-02T08:59:56+01:00\"", "as_of", "is not an instant in UTC", "such as \"2026-03-02T09:00:00Z\"")]
    [InlineData("\"2026-03-02T08:59:56Z\"", "\"2026-02-30T00:00:00Z\"", "as_of", "is not an instant in UTC", "such as \"2026-03-02T09:00:00Z\"")]
    [InlineData("\"2026-03-02T08:59:56Z\"", "1772442000", "as_of", "is the number 1772442000", "Write an instant in UTC")]
    [InlineData("\"25m\"", "\"25\"", "routes[0].duration", "\"25\" is not a duration", "such as \"90s\" or \"15m\"")]
    [InlineData("\"25m\"", "\"-25m\"", "routes[0].duration", "\"-25m\" is not a duration", "such as \"90s\" or \"15m\"")]
    [InlineData("\"25m\"", "\"1e60d\"", "routes[0].duration", "\"1e60d\" is not a duration", "up to 3650d")]
    [InlineData("\"25m\"", "\"NaNs\"", "routes[0].duration", "\"NaNs\" is not a duration", "such as \"90s\" or \"15m\"")]
    [InlineData("[ \"cross\" ]", "{ \"cross\": true }", "expired_calls", "is an object", "Write a list here")]
    [InlineData("{ \"equity\": \"1100000\" }", "[]", "venue_statements.deribit", "is a list", "Write an object here")]
    [InlineData("\"mvm-book/1\"", "\"mvm-book/2\"", "schema", "is \"mvm-book/2\"", "Write \"mvm-book/1\"")]
    [InlineData("\"schema\": \"mvm-book/1\",", "", "schema", "is missing", "Add \"schema\"")]
    [InlineData("\"quantity\": \"100\"", "\"quantity\": \"-100\"", "orders[0].quantity", "is -100", "")]
    public void Book_WhenOneValueIsBad_IsRefusedAtItsPlace(string from, string to, string path, string found, string fix)
    {
        var loaded = BookFile.Parse("book.json", Examples.Spoilt(Examples.Book, from, to));

        Assert.Null(loaded.Content);
        var problem = Assert.Single(loaded.Problems);
        Assert.Equal(path, problem.Path);
        Assert.Contains(found, problem.Found, StringComparison.Ordinal);
        Assert.Contains(fix, problem.Fix, StringComparison.Ordinal);
        Assert.StartsWith($"book.json: {path}: ", Assert.Single(loaded.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NaN", "lines[0].balance", "line 6, column 57")]
    [InlineData("Infinity", "lines[0].balance", "it has \"Infinity\"")]
    [InlineData("01", "lines[0].balance", "is not JSON from line 6")]
    [InlineData("0x10", "lines[0].balance", "is not JSON from line 6")]
    [InlineData("'12'", "lines[0].balance", "it has \"'12'\"")]
    [InlineData("12 // coins", "lines[0].balance", "is not JSON from line 6")]
    public void Book_WhenItIsNotJson_IsRefusedWhereItStopsBeing(string bare, string path, string found)
    {
        var loaded = BookFile.Parse("book.json", Examples.Spoilt(Examples.Book, "\"12.5\"", bare));

        var problem = Assert.Single(loaded.Problems);
        Assert.Equal(path, problem.Path);
        Assert.Contains(found, problem.Found, StringComparison.Ordinal);
        Assert.Contains("plain JSON", problem.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" \n\t ", "is empty")]
    [InlineData("{", "the end of the file")]
    [InlineData("{ \"schema\": \"mvm-book/1\" } {}", "is not JSON from line 1, column 28")]
    [InlineData("{ \"schema\": \"mvm-book/1\", }", "is not JSON from line 1")]
    [InlineData("null", "is null")]
    [InlineData("[]", "is a list")]
    [InlineData("\"mvm-book/1\"", "is the text \"mvm-book/1\"")]
    public void Book_WhenTheWholeIsWrong_IsRefused(string json, string found)
    {
        var loaded = BookFile.Parse("book.json", Examples.Bytes(json));

        Assert.Contains(found, Assert.Single(loaded.Problems).Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public void Book_WhenNestedDeeply_IsRefusedAtTheLimit(string level)
    {
        var bomb = string.Concat(Enumerable.Repeat(level, 100_000));

        var loaded = BookFile.Parse("book.json", Examples.Spoilt(Examples.Book, "\"12.5\"", bomb));

        var problem = Assert.Single(loaded.Problems);
        Assert.StartsWith("lines[0].balance", problem.Path, StringComparison.Ordinal);
        Assert.Equal($"is nested deeper than {JsonStructure.Deepest} levels", problem.Found);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("\"", "\"")]
    public void Book_WhenANumberHasTenThousandDigits_IsRefusedBriefly(string before, string after)
    {
        var loaded = BookFile.Parse("book.json", Examples.Spoilt(Examples.Book, "\"12.5\"", before + new string('9', 10_000) + after));

        var line = Assert.Single(loaded.Lines);
        Assert.Contains("lines[0].balance: \"999999999999999999999999999999… (10,000 characters)\" is too long for a number", line, StringComparison.Ordinal);
        Assert.InRange(line.Length, 1, 300);
    }

    [Fact]
    public void Book_WhenAMemberNameIsHostile_IsShownCutAndEscaped()
    {
        var name = "\\u001b[31m" + new string('x', 100_000);

        var line = Assert.Single(BookFile.Parse("book.json", Examples.Spoilt(Examples.Book, "\"routes\"", $"\"{name}\"")).Lines);

        Assert.DoesNotContain('\u001b', line);
        Assert.Contains("[\"\\u001B[31m", line, StringComparison.Ordinal);
        Assert.InRange(line.Length, 1, 600);
    }

    [Fact]
    public void Book_WhenAMemberNameIsNotUnicode_IsRefused()
    {
        var loaded = BookFile.Parse("book.json", Examples.Spoilt(Examples.Book, "\"routes\"", "\"\\udc00\""));

        Assert.Contains("whose name is not valid Unicode", Assert.Single(loaded.Problems).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Book_WhenItBeginsWithAUtf8Mark_IsRead()
    {
        var loaded = BookFile.Parse("book.json", Encoding.UTF8.Preamble.ToArray().Concat(Examples.Bytes(Examples.Book).ToArray()).ToArray());

        Assert.NotNull(loaded.Content);
    }

    [Fact]
    public void Book_WhenItIsUtf16_IsRefusedByName()
    {
        var loaded = BookFile.Parse("book.json", Encoding.Unicode.Preamble.ToArray().Concat(Encoding.Unicode.GetBytes(Examples.Book)).ToArray());

        var problem = Assert.Single(loaded.Problems);
        Assert.Equal("is not UTF-8 text", problem.Found);
        Assert.Contains("Save it as UTF-8", problem.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Book_WhenBytesAreNotUtf8_IsRefused()
    {
        var bytes = Examples.Bytes(Examples.Book).ToArray();
        bytes[60] = 0xFF;

        Assert.Equal("is not UTF-8 text", Assert.Single(BookFile.Parse("book.json", bytes).Problems).Found);
    }

    [Fact]
    public void Book_WhenSeveralThingsAreWrong_NamesThemAllInOneGo()
    {
        var json = Examples.Book
            .Replace("\"12.5\"", "\"NaN\"", StringComparison.Ordinal)
            .Replace("\"bid\"", "\"buy\"", StringComparison.Ordinal)
            .Replace("\"25m\"", "25", StringComparison.Ordinal)
            .Replace("acme/desk", "acme", StringComparison.Ordinal);

        var loaded = BookFile.Parse("book.json", Examples.Bytes(json));

        Assert.Equal(["account", "lines[0].balance", "orders[0].side", "routes[0].duration"], loaded.Problems.Select(problem => problem.Path));
    }

    [Fact]
    public void Book_WhenThousandsOfThingsAreWrong_NamesTheFirstAndCountsTheRest()
    {
        var lines = string.Join(",", Enumerable.Repeat("{ \"location\": \"a\", \"asset\": \"BTC\", \"balance\": \"x\" }", 5_000));
        var json = $$"""{ "schema": "mvm-book/1", "account": "a/b", "as_of": "2026-03-02T09:00:00Z", "positions": [], "lines": [{{lines}}] }""";

        var loaded = BookFile.Parse("book.json", Examples.Bytes(json));

        Assert.Equal(5_000, loaded.ProblemCount);
        Assert.Equal(ProblemList.MostKept, loaded.Problems.Count);
        Assert.Equal("book.json: and 4980 more.", loaded.Lines.Last());
    }

    [Fact]
    public void File_WhenMissing_IsRefusedByName()
    {
        using var folder = new TemporaryFolder();

        AssertRefused(BookFile.Load(folder.PathOf("nothing.json")), "is not there", "Check the name and the folder");
        AssertRefused(BookFile.Load(folder.PathOf("no/such/folder.json")), "is not there", "Check the name and the folder");
    }

    [Fact]
    public void File_WhenItIsAFolder_IsRefusedByName()
    {
        using var folder = new TemporaryFolder();

        AssertRefused(BookFile.Load(folder.PathOf(string.Empty)), "is a folder", "Name a file in it");
    }

    [Fact]
    public void File_WhenItCannotBeRead_IsRefusedByName()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("book.json", Examples.Book);

        // Permissions do not stop a test that runs as root; an exclusive lock stops everybody.
        using var held = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        AssertRefused(BookFile.Load(file), "cannot be read", "Check who may read it");
    }

    [Fact]
    public void File_WhenItsNameCannotBeAFile_IsRefusedByName() =>
        AssertRefused(BookFile.Load("bo\0ok.json"), "cannot be read", "Check who may read it");

    [Fact]
    public void File_WhenItIsEndlesslyLarge_IsRefusedAtTheLimit()
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("book.json");
        using (var large = new FileStream(file, FileMode.Create))
        {
            large.SetLength(JsonFile.LargestBytes + 1L);
        }

        AssertRefused(BookFile.Load(file), "is larger than 64 MiB", "Split it");
    }

    private static void AssertRefused(Loaded<Book> loaded, string found, string fix)
    {
        Assert.Null(loaded.Content);
        var problem = Assert.Single(loaded.Problems);
        Assert.Equal(string.Empty, problem.Path);
        Assert.Contains(found, problem.Found, StringComparison.Ordinal);
        Assert.Contains(fix, problem.Fix, StringComparison.Ordinal);
        Assert.StartsWith(JsonPath.Shown(loaded.File, longest: 200) + ": ", Assert.Single(loaded.Lines), StringComparison.Ordinal);
    }
}
