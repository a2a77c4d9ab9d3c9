using System.Security.Cryptography;
using System.Text;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal.Seals;

namespace MultiVenueMargin.Journal.Tests.Seals;

public sealed class MerkleTreeTests
{
    [Fact]
    public void Root_WhenComputedByHandForThree_IsTheSame()
    {
        var heads = Heads(3);
        var leaves = heads.Select(head => SHA256.HashData(
            [0, (byte)head.Stream.Code.Length, 0, .. Encoding.UTF8.GetBytes(head.Stream.Code), .. BitConverter.GetBytes(head.Version), .. Convert.FromHexString(head.Hash.ToString())])).ToArray();
        var left = SHA256.HashData([1, .. leaves[0], .. leaves[1]]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([1, .. left, .. leaves[2]])), MerkleTree.RootOf(heads).ToString());
        Assert.Equal(Convert.ToHexStringLower(leaves[0]), MerkleTree.RootOf(heads[..1]).ToString());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([])), MerkleTree.RootOf([]).ToString());
    }

    [Fact]
    public void Proof_WhenOfAnyLeafOfAnyTree_ProvesThatLeafAlone()
    {
        for (var count = 1; count <= 20; count++)
        {
            var heads = Heads(count);
            var root = MerkleTree.RootOf(heads);
            for (var index = 0; index < count; index++)
            {
                var proof = MerkleTree.ProofOf(heads, index);
                Assert.True(MerkleTree.Proves(root, heads[index], index, count, proof));
                Assert.False(MerkleTree.Proves(root, heads[index] with { Version = 999 }, index, count, proof));
                Assert.False(MerkleTree.Proves(root, heads[index], index, count, [.. proof, root]));
                Assert.False(MerkleTree.Proves(root, heads[index], (index + 1) % count, count, proof) && count > 1);
                if (count > 1)
                {
                    Assert.False(MerkleTree.Proves(root, heads[index], index, count, [.. proof.Skip(1)]));
                }
            }
        }
    }

    [Fact]
    public void Root_WhenAnyHeadChanges_IsAnother()
    {
        var heads = Heads(7);
        var roots = new HashSet<string> { MerkleTree.RootOf(heads).ToString() };
        for (var i = 0; i < 7; i++)
        {
            Assert.True(roots.Add(MerkleTree.RootOf([.. heads[..i], heads[i] with { Version = 100 }, .. heads[(i + 1)..]]).ToString()));
            Assert.True(roots.Add(MerkleTree.RootOf([.. heads[..i], .. heads[(i + 1)..]]).ToString()));
        }
    }

    [Fact]
    public void Root_WhenHeadsAreNotInOrder_IsRefused()
    {
        var heads = Heads(3);
        Assert.Throws<ArgumentException>(() => MerkleTree.RootOf([heads[1], heads[0]]));
        Assert.Throws<ArgumentException>(() => MerkleTree.RootOf([heads[1], heads[1]]));
    }

    private static StreamHead[] Heads(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new StreamHead(StreamId.Register($"s{i:D2}"), i + 1, ChainHash.Of(SHA256.HashData([(byte)i]))))];
}
