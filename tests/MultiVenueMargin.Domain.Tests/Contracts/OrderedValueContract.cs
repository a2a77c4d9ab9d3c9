using System.Globalization;
using System.Reflection;

namespace MultiVenueMargin.Domain.Tests.Contracts;

/// <summary>
/// What every ordered value type of the domain keeps: equality by value, an ordering consistent with it, operators that
/// agree with the ordering, a text that does not depend on the culture, and a default that is pinned.
/// </summary>
public abstract class OrderedValueContract<T>
    where T : struct, IComparable<T>, IEquatable<T>
{
    /// <summary>Strictly ascending values, each made anew by its function, with its text.</summary>
    protected abstract IReadOnlyList<(Func<T> Make, string Text)> Ascending { get; }

    protected abstract string DefaultText { get; }

    /// <summary>Whether the default is a value like any other (zero), or stands for nothing.</summary>
    protected abstract bool DefaultIsAValue { get; }

    [Fact]
    public void Equality_IsByValue()
    {
        foreach (var (make, _) in Ascending)
        {
            Assert.Equal(make(), make());
            Assert.Equal(make().GetHashCode(), make().GetHashCode());
            Assert.True(Operator("op_Equality", make(), make()));
            Assert.False(Operator("op_Inequality", make(), make()));
            Assert.False(make().Equals((object?)null));
            Assert.False(make().Equals(new object()));
        }

        var values = Ascending.Select(entry => entry.Make()).ToList();
        Assert.Equal(values.Count, values.Distinct().Count());
    }

    [Fact]
    public void Ordering_IsConsistentWithEqualityAndOperators()
    {
        for (var i = 0; i < Ascending.Count; i++)
        {
            for (var j = 0; j < Ascending.Count; j++)
            {
                var (left, right) = (Ascending[i].Make(), Ascending[j].Make());
                Assert.Equal(i.CompareTo(j), Math.Sign(left.CompareTo(right)));
                Assert.Equal(i < j, Operator("op_LessThan", left, right));
                Assert.Equal(i > j, Operator("op_GreaterThan", left, right));
                Assert.Equal(i <= j, Operator("op_LessThanOrEqual", left, right));
                Assert.Equal(i >= j, Operator("op_GreaterThanOrEqual", left, right));
                Assert.Equal(i == j, Operator("op_Equality", left, right));
            }
        }
    }

    [Fact]
    public void Text_IsTheShortestAndTheSameInEveryCulture()
    {
        var before = CultureInfo.CurrentCulture;
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        commas.NumberFormat.NegativeSign = "~";
        try
        {
            CultureInfo.CurrentCulture = commas;
            Assert.All(Ascending, entry => Assert.Equal(entry.Text, entry.Make().ToString()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Default_IsPinned()
    {
        Assert.Equal(DefaultText, default(T).ToString());
        Assert.Equal(default, default(T));
        Assert.Equal(0, default(T).CompareTo(default));
        if (typeof(T).GetProperty("IsDefault") is { } isDefault)
        {
            Assert.False(DefaultIsAValue);
            Assert.True((bool)isDefault.GetValue(default(T))!);
            Assert.All(Ascending, entry => Assert.False((bool)isDefault.GetValue(entry.Make())!));
            Assert.All(Ascending, entry => Assert.True(default(T).CompareTo(entry.Make()) < 0, "what names nothing comes first"));
        }
        else
        {
            Assert.True(DefaultIsAValue);
        }
    }

    private static bool Operator(string name, T left, T right) => (bool)typeof(T)
        .GetMethod(name, BindingFlags.Public | BindingFlags.Static, [typeof(T), typeof(T)])!
        .Invoke(null, [left, right])!;
}
