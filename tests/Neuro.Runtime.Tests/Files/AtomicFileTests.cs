using Neuro.Runtime.Files;

namespace Neuro.Runtime.Tests.Files;

public class AtomicFileTests
{
    [Fact]
    public void A_committed_file_holds_what_was_written_and_nothing_lies_beside_it()
    {
        using ScratchFolder folder = new();
        AtomicFile.WriteAllBytes(folder["a.txt"], "first"u8);
        AtomicFile.WriteAllBytes(folder["a.txt"], "second"u8);
        Assert.Equal("second", File.ReadAllText(folder["a.txt"]));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void An_exception_leaves_the_older_file_and_no_temporary()
    {
        using ScratchFolder folder = new();
        AtomicFile.WriteAllBytes(folder["a.txt"], "older"u8);
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(folder["a.txt"], stream =>
        {
            stream.Write("half"u8);
            throw new InvalidOperationException();
        }));
        Assert.Equal("older", File.ReadAllText(folder["a.txt"]));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_symbolic_link_is_followed()
    {
        using ScratchFolder folder = new();
        AtomicFile.WriteAllBytes(folder["target"], "old"u8);
        File.CreateSymbolicLink(folder["link"], folder["target"]);
        AtomicFile.WriteAllBytes(folder["link"], "new"u8);
        Assert.Equal("new", File.ReadAllText(folder["target"]));
        Assert.NotNull(new FileInfo(folder["link"]).LinkTarget);
    }

    [Fact]
    public void The_null_device_stays_a_device()
    {
        Assert.SkipUnless(File.Exists("/dev/null"), "this machine has no /dev/null");
        AtomicFile.WriteAllBytes("/dev/null", "gone"u8);
        Assert.Equal("", File.ReadAllText("/dev/null"));
    }
}
