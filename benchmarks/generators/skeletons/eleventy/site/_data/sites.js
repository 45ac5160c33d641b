// The words of each language's site.
export default {
  id: {
    name: "Cermin Berita",
    description: "Berita Indonesia, dan terjemahan Inggrisnya kalimat demi kalimat.",
    other: "en",
    label: "Bahasa Indonesia",
    home: "Beranda",
    archive: "Arsip",
    topics: "Topik",
    newer: "Lebih baru",
    older: "Lebih lama",
  },
  en: {
    name: "News Mirror",
    description: "Indonesian news, with its English translation sentence by sentence.",
    other: "id",
    label: "English",
    home: "Home",
    archive: "Archive",
    topics: "Topics",
    newer: "Newer",
    older: "Older",
  },
};
