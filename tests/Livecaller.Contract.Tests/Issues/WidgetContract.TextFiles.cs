using System.Net;
using System.Text;
using Livecaller.Contract.Tests.Visitors;

namespace Livecaller.Contract.Tests;

// Texts whose first letters look like another kind's, texts in UTF-16, and other extensions of a kind that is accepted.
public abstract partial class WidgetContract
{
    public static TheoryData<string, byte[]> Texts => new()
    {
        { "a.txt", "PK,name\r\n1,Ana"u8.ToArray() },
        { "a.txt", "ID3,name\r\n1,Ana"u8.ToArray() },
        { "a.txt", "GIF89a is an old format"u8.ToArray() },
        { "a.txt", "%PDF-1.7 is what the file begins with"u8.ToArray() },
        { "a.txt", "OggS is a mark"u8.ToArray() },
        { "a.txt", "RIFF0000WAVE and more"u8.ToArray() },
        { "a.txt", "left in the ftyp box"u8.ToArray() },
        { "a.txt", [.. "\uFEFFname,Größe"u8] },
        { "a.txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Größe 😀\r\n")] },
        { "a.txt", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("Größe 😀\r\n")] },
        { "a.txt", [0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes("Größe")] },
        { "a.txt", Encoding.Unicode.GetBytes("no byte order mark\r\n") },
        { "a.txt", Encoding.BigEndianUnicode.GetBytes("no byte order mark\r\n") },
        { "a.txt", [.. "PK;Gr"u8, 0xF6, 0xDF, (byte)'e'] },
        { "a.txt", [.. "ÿØÿ in UTF-8"u8] },
        { "a.txt", "\u001b[31mred\u001b[0m and a bell\u0007"u8.ToArray() },
        { "a.txt", [.. Enumerable.Repeat((byte)'x', 65_535), .. "ß"u8, .. "tail"u8] },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_text_is_taken_whatever_its_first_letters_and_encoding(string name, byte[] bytes)
    {
        var visitor = await LoginAsync();
        var form = await visitor.UploadAsync(name, bytes);
        Assert.True(form.Status == HttpStatusCode.Created, form.Body.ToString());
        Assert.Equal("text/plain", form.Data.GetProperty("mime_type").GetString());
        Assert.Equal(bytes, (await visitor.LoadAsync(form.Data.GetProperty("url").GetString()!)).Bytes);
        // In parts, of which the first ends within a character.
        var location = await visitor.BeginUploadAsync(name, bytes.Length);
        var cut = Math.Min(33, bytes.Length - 1);
        Assert.Equal(HttpStatusCode.NoContent, (await visitor.PatchUploadAsync(location, 0, bytes[..cut])).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await visitor.PatchUploadAsync(location, cut, bytes[cut..])).Status);
    }

    public static TheoryData<string, byte[]> NoTexts => new()
    {
        { "a.txt", [.. "text"u8, 0, .. "text"u8] },
        { "a.txt", [0xFF, 0xFE, 0x00, 0xD8, 0x41, 0x00] },
        { "a.txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a\0b")] },
        { "a.txt", [0x50, 0x4B, 0x03, 0x04, 0x14, 0x08, 0x08, 0x08, 0x08, 0xFF] },
        { "a.txt", [0xFF, 0xFB, 0x90, 0x44, 0x01, 0x02, 0x03] },
        { "a.png", "PNG but not really"u8.ToArray() },
        { "a.mp3", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a text, not a song")] },
        { "a.mp3", "ID3,name\r\n1,Ana"u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(NoTexts))]
    public async Task Bytes_that_are_no_text_stay_refused(string name, byte[] bytes) =>
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await (await LoginAsync()).UploadAsync(name, bytes)).Status);

    [Fact]
    public async Task A_file_name_that_is_too_long_is_cut_between_what_people_see_as_characters()
    {
        var visitor = await LoginAsync();
        var name = (await visitor.UploadAsync(string.Concat(Enumerable.Repeat("👍🏽", 80)) + ".txt", "x"u8.ToArray())).Data.GetProperty("name").GetString()!;
        Assert.Equal(string.Concat(Enumerable.Repeat("👍🏽", 62)) + ".txt", name);
    }

    [Theory]
    [InlineData("a.jfif", "image/jpeg", "FFD8FFE000104A46494600")]
    [InlineData("a.JPE", "image/jpeg", "FFD8FFE000104A46494600")]
    [InlineData("a.oga", "audio/ogg", "4F67675300020000")]
    [InlineData("a.opus", "audio/ogg", "4F67675300020000")]
    [InlineData("a.weba", "video/webm", "1A45DFA387428284")]
    [InlineData("a.wave", "audio/wav", "52494646FFFFFF7F57415645666D7420")]
    [InlineData("a.log", "text/plain", "6C6F67")]
    [InlineData("a.text", "text/plain", "6C6F67")]
    [InlineData("a.md", "text/plain", "6C6F67")]
    public async Task Another_extension_of_an_accepted_kind_is_taken(string name, string type, string bytes)
    {
        var uploaded = await (await LoginAsync()).UploadAsync(name, Convert.FromHexString(bytes));
        Assert.True(uploaded.Status == HttpStatusCode.Created, uploaded.Body.ToString());
        Assert.Equal((name, type), (uploaded.Data.GetProperty("name").GetString(), uploaded.Data.GetProperty("mime_type").GetString()));
    }
}
