namespace MultiVenueMargin.Files;

/// <summary>What came of reading a file: its content, or everything that is wrong with it.</summary>
/// <param name="File">The file's name as it was given.</param>
/// <param name="Content">Null exactly when there are problems.</param>
/// <param name="Problems">The first of them.</param>
/// <param name="ProblemCount">How many there are.</param>
public sealed record Loaded<T>(string File, T? Content, IReadOnlyList<FileProblem> Problems, int ProblemCount)
    where T : class
{
    /// <summary>The same after one more check, which only content that was read can have.</summary>
    public Loaded<T> Checked(Func<T, IReadOnlyList<FileProblem>> check)
    {
        if (Content is null || check(Content) is not { Count: > 0 } problems)
        {
            return this;
        }

        return new Loaded<T>(File, null, problems.Take(ProblemList.MostKept).ToList(), problems.Count);
    }

    /// <summary>One line per problem, each naming the file.</summary>
    public IEnumerable<string> Lines
    {
        get
        {
            foreach (var problem in Problems)
            {
                yield return $"{JsonPath.Shown(File, longest: 200)}: {problem}";
            }

            if (ProblemCount > Problems.Count)
            {
                yield return $"{JsonPath.Shown(File, longest: 200)}: and {ProblemCount - Problems.Count} more.";
            }
        }
    }
}
