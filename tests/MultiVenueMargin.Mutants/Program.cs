using System.Diagnostics;
using MultiVenueMargin.Mutants;

// Plants mistakes in the margin core, one at a time, and tells which of them the tests notice.

var list = args.Contains("--list");
var only = Array.IndexOf(args, "--only") is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
if (args.Length != (list ? 1 : 0) + (only is null ? 0 : 2))
{
    Console.Error.WriteLine("usage: [--list | --only N[,N][-N]]");
    return 2;
}

var repository = Directory.GetCurrentDirectory();
while (!File.Exists(Path.Combine(repository, "MultiVenueMargin.sln")))
{
    repository = Path.GetDirectoryName(repository) ?? throw new InvalidOperationException("Run this inside the repository.");
}

// Every mutant must still find its place, also those that are not asked for: a list that rots proves less each month.
var complaints = MutantList.All
    .Select((mutant, i) =>
        (Number: i + 1, Complaint: Mutation.Complaint(File.ReadAllText(Path.Combine(repository, mutant.File)), mutant)))
    .Where(each => each.Complaint is not null)
    .ToList();
foreach (var (number, complaint) in complaints)
{
    Console.Error.WriteLine($"{number}: {complaint}");
}

if (complaints.Count > 0)
{
    Console.Error.WriteLine($"{complaints.Count} of {MutantList.All.Count} mutants have lost their place.");
    return 1;
}

if (list)
{
    foreach (var (i, mutant) in MutantList.All.Index())
    {
        Console.WriteLine($"{i + 1,4}  {Path.GetFileNameWithoutExtension(mutant.File),-24} {mutant.Description}");
    }

    return 0;
}

var numbers = only is null ? Enumerable.Range(1, MutantList.All.Count).ToList() : MutantList.Parse(only);
using var copy = WorkCopy.Of(repository);
Console.WriteLine("Building and testing the original.");
copy.Prepare();
var verdicts = new List<Verdict>();
var page = new ResultPage(Path.Combine(repository, "docs", "MUTANTS.md"));
foreach (var number in numbers)
{
    var mutant = MutantList.All[number - 1];
    var start = Stopwatch.GetTimestamp();
    var verdict = copy.Try(number, mutant);
    verdicts.Add(verdict);
    page.Add(verdict);
    var place = Path.GetFileNameWithoutExtension(mutant.File);
    var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    Console.WriteLine($"{number,4}  {place,-24} {mutant.Description}: {verdict} ({seconds:0} s)");
}

page.Write();
var killed = verdicts.Count(verdict => verdict.Fate == Fate.Killed);
var survived = verdicts.Count(verdict => verdict.Fate == Fate.Survived);
Console.WriteLine($"mutants: {killed} killed, {survived} survived");
if (verdicts.Count - killed - survived is > 0 and var invalid)
{
    Console.Error.WriteLine($"{invalid} did not compile and prove nothing.");
    return 1;
}

return killed * 10 >= verdicts.Count * 9 ? 0 : 1;
