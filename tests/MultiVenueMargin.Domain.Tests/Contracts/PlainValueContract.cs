namespace MultiVenueMargin.Domain.Tests.Contracts;

/// <summary>What every small value without an ordering keeps: equality by value over all its members, and a default that is pinned.</summary>
public abstract class PlainValueContract<T>
    where T : struct, IEquatable<T>
{
    /// <summary>Different values, each made anew by its function; every member differs somewhere.</summary>
    protected abstract IReadOnlyList<Func<T>> Different { get; }

    /// <summary>The default, spelled out.</summary>
    protected abstract T Empty { get; }

    [Fact]
    public void Equality_IsByValue()
    {
        for (var i = 0; i < Different.Count; i++)
        {
            for (var j = 0; j < Different.Count; j++)
            {
                Assert.Equal(i == j, Different[i]().Equals(Different[j]()));
            }

            Assert.Equal(Different[i]().GetHashCode(), Different[i]().GetHashCode());
        }
    }

    [Fact]
    public void Default_IsPinned() => Assert.Equal(Empty, default(T));
}
